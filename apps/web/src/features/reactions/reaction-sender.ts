/** Milliseconds for which an answered reaction is still shown as wanted: its event may be behind the answer. */
export const SETTLE_AFTER_MS = 2_000

type Options = {
  send: (isWanted: boolean) => Promise<unknown>
  /** The server has it, or something newer was wanted and it has that. */
  onSettled: () => void
  onFailed: (error: unknown) => void
}

type Line = { wanted: boolean; settling?: ReturnType<typeof setTimeout> | undefined; isSending: boolean }

const lines = new Map<string, Line>()

/** One after the other for each key, and only the newest wish: who presses often sends little, in order. */
export async function sendReaction(key: string, isWanted: boolean, options: Options): Promise<void> {
  const line = lines.get(key) ?? { wanted: isWanted, isSending: false }
  lines.set(key, line)
  line.wanted = isWanted
  clearTimeout(line.settling)
  if (line.isSending) return
  line.isSending = true
  try {
    for (let sent: boolean | undefined; sent !== line.wanted; ) {
      sent = line.wanted
      await options.send(sent)
    }
    line.settling = setTimeout(() => {
      lines.delete(key)
      options.onSettled()
    }, SETTLE_AFTER_MS)
  } catch (error) {
    lines.delete(key)
    options.onFailed(error)
  } finally {
    line.isSending = false
  }
}
