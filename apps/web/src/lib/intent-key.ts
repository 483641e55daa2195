import { ClientKey } from '@chatterly/protocol/ids'
import { randomUuid } from './random-uuid.ts'

/** One key per intent: every retry of the same content uses the same; `done` ends the intent. */
export class IntentKey {
  #content: string | undefined
  #key = newClientKey()

  keyFor(content: unknown): ClientKey {
    const written = JSON.stringify(content)
    if (this.#content !== undefined && this.#content !== written) this.#key = newClientKey()
    this.#content = written
    return this.#key
  }

  done() {
    this.#content = undefined
    this.#key = newClientKey()
  }
}

export const newClientKey = (): ClientKey => ClientKey.parse(randomUuid())
