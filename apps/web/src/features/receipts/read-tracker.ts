/** Milliseconds a message must stand in the view of somebody who is there. */
export const READ_AFTER_MS = 600

export type Reading = { conversationId: string; first: number; last: number; lastReadNumber: number }

type Options = {
  /** Everything up to `number` has been read. */
  onRead: (conversationId: string, number: number) => void
}

/**
 * Works out what has been read from what stands in the view. A message counts when it was there for a while, and
 * when everything before it came by too: who jumps past something has not read it.
 */
export class ReadTracker {
  readonly #options: Options
  #conversationId: string | undefined
  /** Up to here everything has come through the view. */
  #passed = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #pending = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Null: nobody is looking, or no conversation is open. */
  look(reading: Reading | null) {
    if (reading === null) return this.#stop()
    if (reading.conversationId !== this.#conversationId) {
      this.#stop()
      this.#conversationId = reading.conversationId
      this.#passed = reading.lastReadNumber
    }
    this.#passed = Math.max(this.#passed, reading.lastReadNumber)
    if (reading.first <= this.#passed + 1) this.#passed = Math.max(this.#passed, reading.last)
    const readable = Math.min(this.#passed, reading.last)
    if (readable <= reading.lastReadNumber) return this.#cancel()
    if (readable === this.#pending) return
    this.#cancel()
    this.#pending = readable
    this.#timer = setTimeout(() => {
      this.#pending = 0
      this.#options.onRead(reading.conversationId, readable)
    }, READ_AFTER_MS)
  }

  #cancel() {
    clearTimeout(this.#timer)
    this.#pending = 0
  }

  #stop() {
    this.#cancel()
    this.#conversationId = undefined
  }
}
