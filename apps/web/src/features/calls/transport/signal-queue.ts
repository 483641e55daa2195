import { isDefinite } from '@chatterly/client/errors'
import { CANDIDATES_MAX, type Signal } from '@chatterly/protocol/calls/signals'

/** Milliseconds before what could not be sent is tried again. */
const AGAIN_MS = 1000

/**
 * Sends one signal after the other, so that candidates never overtake their offer; those that come meanwhile leave
 * together. What no network took is kept; what the server refused is not for anybody.
 */
export class SignalQueue {
  readonly #send: (signal: Signal) => Promise<void>
  #waiting: Signal[] = []
  #isSending = false
  #isClosed = false

  constructor(send: (signal: Signal) => Promise<void>) {
    this.#send = send
  }

  add(signal: Signal) {
    const last = this.#waiting.at(-1)
    const isNext = last?.kind === 'candidates' && signal.kind === 'candidates'
    if (isNext && last.candidates.length + signal.candidates.length <= CANDIDATES_MAX)
      last.candidates.push(...signal.candidates)
    else
      this.#waiting.push(
        signal.kind === 'candidates' ? { ...signal, candidates: [...signal.candidates] } : signal,
      )
    if (!this.#isSending) void this.#sendAll()
  }

  close() {
    this.#isClosed = true
    this.#waiting = []
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    while (!this.#isClosed) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      try {
        await this.#send(next)
      } catch (error) {
        if (isDefinite(error)) console.warn('A signal was refused.', error)
        else {
          this.#waiting.unshift(next)
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
        }
      }
    }
    this.#isSending = false
  }
}
