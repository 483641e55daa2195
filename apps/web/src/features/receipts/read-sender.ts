import { fullJitterMs } from '@chatterly/client/full-jitter'

/** Milliseconds between two reports of one conversation. */
export const REPORT_EVERY_MS = 500

type Options = {
  send: (conversationId: string, number: number) => Promise<void>
  /** Whether the server has answered for good; another try would be answered the same. */
  isDefinite: (error: unknown) => boolean
}

/** Reports positions: at most one request under way per conversation, only ever forward, tried until it is taken. */
export class ReadSender {
  readonly #options: Options
  readonly #wanted = new Map<string, number>()
  readonly #underWay = new Set<string>()

  constructor(options: Options) {
    this.#options = options
  }

  report(conversationId: string, number: number) {
    if (number <= (this.#wanted.get(conversationId) ?? 0)) return
    this.#wanted.set(conversationId, number)
    if (!this.#underWay.has(conversationId)) void this.#sendAll(conversationId)
  }

  async #sendAll(conversationId: string) {
    this.#underWay.add(conversationId)
    let sent = 0
    let failures = 0
    for (let wanted = this.#wanted.get(conversationId) ?? 0; wanted > sent; ) {
      try {
        await this.#options.send(conversationId, wanted)
        sent = wanted
        failures = 0
        await pause(REPORT_EVERY_MS)
      } catch (error) {
        if (this.#options.isDefinite(error)) {
          console.warn('The read position was refused.', error)
          break
        }
        failures += 1
        await pause(fullJitterMs(failures))
      }
      wanted = this.#wanted.get(conversationId) ?? 0
    }
    this.#underWay.delete(conversationId)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
