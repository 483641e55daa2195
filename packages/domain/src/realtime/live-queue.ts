import { Refusal } from '@chatterly/protocol/refusals'
import type { Sink } from './live-handle.ts'

/** Items a listener may owe before it has to resume from the log instead: the log is the buffer, not our memory. */
const QUEUE_MAX = 1000

type Result<Item> = IteratorResult<Item, undefined>

type Options<Item> = {
  signal: AbortSignal | undefined
  /** Reads the first item, when the reader asks for it. */
  open?: () => Promise<Item>
  /** Called once, however it ends: closed, too slow, aborted, or left by its reader. */
  onClose: () => void
}

/**
 * Hands items from whoever pushes to one `for await` reader, or to the sink that takes its place. Ten thousands of
 * these wait at the same time: a generator in its place would hold several times as much.
 */
export class LiveQueue<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #signal: AbortSignal | undefined
  readonly #onClose: () => void
  #open: (() => Promise<Item>) | undefined
  #items: Item[] = []
  #ending: { error?: Error } | undefined
  /** Of the reader that waits. */
  #answer: ((result: Result<Item> | Promise<never>) => void) | undefined
  #sink: Sink<Item> | undefined
  #isBound = false

  constructor({ signal, open, onClose }: Options<Item>) {
    this.#signal = signal
    this.#open = open
    this.#onClose = onClose
    signal?.addEventListener('abort', this.#abort)
    // Not at once: whoever is told does not have the queue in hand yet.
    if (signal?.aborted) queueMicrotask(this.#abort)
  }

  push(item: Item): void {
    if (this.#ending) return
    if (this.#sink) return this.#sink.send(item)
    this.#items.push(item)
    if (this.#items.length > QUEUE_MAX) this.close(new Refusal('realtime.too_slow'))
    this.#answerReader()
  }

  /** From the next tick on, items go to the sink, those that wait first. */
  bind(sink: Sink<Item>): void {
    // From this moment on nothing is left to the reader, who asks for the next item before the tick is over.
    this.#isBound = true
    // Whoever binds is just about to send the item before these.
    queueMicrotask(() => {
      this.#sink = sink
      for (const item of this.#items) sink.send(item)
      this.#items = []
    })
  }

  isPaused(): boolean {
    return this.#sink?.isPaused() ?? false
  }

  /** Ends the reader once it has read what is there, or with the error. */
  close(error?: Error): void {
    if (this.#ending) return
    this.#ending = error ? { error } : {}
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#onClose()
    this.#answerReader()
  }

  /** One at a time. @throws realtime.too_slow */
  next(): Promise<Result<Item>> {
    if (this.#open && !this.#ending) return this.#readFirst(this.#open)
    return new Promise((resolve) => {
      this.#answer = resolve
      this.#answerReader()
    })
  }

  async return(): Promise<Result<Item>> {
    this.#abort()
    return { value: undefined, done: true }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async #readFirst(open: () => Promise<Item>): Promise<Result<Item>> {
    this.#open = undefined
    try {
      const first = await open()
      return this.#ending ? { value: undefined, done: true } : { value: first, done: false }
    } catch (error) {
      this.close()
      throw error
    }
  }

  #answerReader(): void {
    const answer = this.#answer
    if (!answer) return
    const item = this.#isBound ? undefined : this.#items.shift()
    if (item === undefined && !this.#ending) return
    this.#answer = undefined
    if (item !== undefined) answer({ value: item, done: false })
    else if (this.#ending?.error) answer(Promise.reject(this.#ending.error))
    else answer({ value: undefined, done: true })
  }

  readonly #abort = (): void => {
    this.#items = []
    this.close()
  }
}
