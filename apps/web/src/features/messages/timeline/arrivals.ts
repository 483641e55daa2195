type Options = { say: (text: string) => void; now?: () => number }

/** Milliseconds, and how many within them are read out one by one. */
const SPAN_MS = 2_000
const ONE_BY_ONE = 3

/** Speaks what arrives; when much arrives at once, says only how much. */
export function createArrivals({ say, now = Date.now }: Options) {
  let spanEnd = 0
  let spoken = 0
  let counted = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const sayCount = () => {
    timer = undefined
    say(`${counted} new messages`)
    counted = 0
  }

  return {
    arrived(author: string, body: string) {
      if (now() >= spanEnd) {
        spanEnd = now() + SPAN_MS
        spoken = 0
      }
      if (spoken < ONE_BY_ONE && timer === undefined) {
        spoken += 1
        return say(`${author}: ${body}`)
      }
      counted += 1
      timer ??= setTimeout(sayCount, spanEnd - now())
    },
    stop: () => clearTimeout(timer),
  }
}
