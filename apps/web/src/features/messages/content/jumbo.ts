/** A picture by itself: by nature, by the selector after it, a flag, or a key cap. */
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u
const JUMBO_MAX = 3

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Nothing but one to three emoji. */
export function isJumbo(body: string): boolean {
  const signs = Array.from(segmenter.segment(body.replace(/\s/gu, '').slice(0, 64)), ({ segment }) => segment)
  return signs.length > 0 && signs.length <= JUMBO_MAX && signs.every((sign) => EMOJI.test(sign))
}
