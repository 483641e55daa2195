import { newClientKey } from '@chatterly/client/client-key'
import type { ClientKey } from '@chatterly/protocol/ids'

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
