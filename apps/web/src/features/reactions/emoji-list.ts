import { Emoji } from '@chatterly/protocol/reactions/shapes'
import compact from 'emojibase-data/en/compact.json'

export type EmojiEntry = { emoji: string; name: string; words: string }
export type EmojiGroup = { title: string; entries: EmojiEntry[] }

/** By their numbers in the data; 2 are the parts that skin is made of. */
const TITLES: Record<number, string> = {
  0: 'Smileys',
  1: 'People',
  3: 'Nature',
  4: 'Food',
  5: 'Travel',
  6: 'Activities',
  7: 'Things',
  8: 'Signs',
  9: 'Flags',
}

/**
 * The data asks for the colourful form of every emoji, by a sign that does not belong to those that are colourful
 * anyway; one that is recommended for interchange is written without it.
 */
function recommended(unicode: string): string | undefined {
  return [unicode, unicode.replaceAll('\ufe0f', '')].find((spelling) => Emoji.safeParse(spelling).success)
}

/** Every emoji that a reaction may carry, in groups. */
export const emojiGroups: EmojiGroup[] = Object.entries(TITLES).map(([group, title]) => ({
  title,
  entries: compact
    .filter((entry) => entry.group === Number(group))
    .flatMap(({ unicode, label, tags }) => {
      const emoji = recommended(unicode)
      const words = [label, ...(tags ?? [])].join(' ').toLowerCase()
      return emoji === undefined ? [] : [{ emoji, name: label, words }]
    }),
}))
