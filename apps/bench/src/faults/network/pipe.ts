import type { Socket } from 'node:net'
import type { Random } from '../random.ts'
import { arrivalMs, clearWire, isClear, type Shape, slicesOf } from './shape.ts'

/** Bytes on their way beyond which the sender is made to wait. */
const UNDER_WAY_MAX = 256 * 1024

/** Looks at what passes; answers `false` to keep it back until the pipe is released. */
export type Watch = (bytes: Buffer) => boolean

/** One direction of one connection. */
export class Pipe {
  readonly #from: Socket
  readonly #to: Socket
  readonly #random: Random
  readonly #watch: Watch
  #shape: Shape = clearWire
  #waiting: { bytes: Buffer; dueMs: number }[] = []
  #waitingBytes = 0
  #isHeld = false
  #isLost = false
  #hasEnded = false
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket, { random, watch }: { random: Random; watch: Watch }) {
    this.#from = from
    this.#to = to
    this.#random = random
    this.#watch = watch
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('end', () => {
      this.#hasEnded = true
      this.#flush()
    })
    to.on('drain', () => this.#flush())
  }

  shape(shape: Shape): void {
    this.#shape = shape
  }

  /** Nothing passes, and nobody is told: no bytes, no end. */
  hold(): void {
    this.#isHeld = true
    clearTimeout(this.#timer)
  }

  release(): void {
    this.#isHeld = false
    this.#flush()
  }

  /** From now on everything is read and nothing passed on. */
  lose(): void {
    this.hold()
    this.#waiting = []
    this.#waitingBytes = 0
    this.#isLost = true
    this.#from.resume()
  }

  #take(bytes: Buffer): void {
    if (this.#isLost) return
    if (!this.#watch(bytes)) this.hold()
    const isIdle = !this.#isHeld && this.#waiting.length === 0 && isClear(this.#shape)
    if (isIdle) {
      if (!this.#to.write(bytes)) this.#from.pause()
      return
    }
    const nowMs = performance.now()
    for (const slice of slicesOf(bytes, this.#shape.sliceBytes)) {
      const lastMs = this.#waiting.at(-1)?.dueMs ?? 0
      const dueMs = arrivalMs(this.#shape, {
        nowMs,
        lastMs,
        sizeBytes: slice.length,
        random: this.#random,
      })
      this.#waiting.push({ bytes: slice, dueMs })
    }
    this.#waitingBytes += bytes.length
    if (this.#waitingBytes > UNDER_WAY_MAX) this.#from.pause()
    this.#flush()
  }

  #flush(): void {
    clearTimeout(this.#timer)
    if (this.#isHeld || this.#to.destroyed) return
    const nowMs = performance.now()
    let next = this.#waiting[0]
    for (; next && next.dueMs <= nowMs && !this.#to.writableNeedDrain; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#waitingBytes -= next.bytes.length
      this.#to.write(next.bytes)
    }
    // What waits for the other end goes on when it has drained.
    if (this.#to.writableNeedDrain) return
    if (next) this.#timer = setTimeout(() => this.#flush(), Math.max(0, next.dueMs - nowMs))
    else if (this.#hasEnded) this.#to.end()
    if (this.#waitingBytes <= UNDER_WAY_MAX) this.#from.resume()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
