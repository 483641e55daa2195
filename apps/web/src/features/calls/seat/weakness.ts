import type { PeerView } from '../transport/call-transport.ts'

/** Milliseconds of a bad connection before it is spoken of, and of a good one before that ends. */
const SAY_AFTER_MS = 4000
const TAKE_BACK_AFTER_MS = 8000

/** Whether to say that the viewer's own connection is weak: it must be so for a while, towards everybody. */
export class Weakness {
  isWeak = false
  #changesAt: number | undefined

  look(peers: Iterable<Pick<PeerView, 'connection' | 'quality'>>, nowMs: number): boolean {
    const connected = [...peers].filter(({ connection }) => connection === 'connected')
    const isBad = connected.length > 0 && connected.every(({ quality }) => quality?.isWeak === true)
    if (isBad === this.isWeak) this.#changesAt = undefined
    else {
      this.#changesAt ??= nowMs + (isBad ? SAY_AFTER_MS : TAKE_BACK_AFTER_MS)

      if (nowMs < this.#changesAt) return this.isWeak
      this.isWeak = isBad
      this.#changesAt = undefined
    }
    return this.isWeak
  }
}
