type Waiting<Item> = { resolve(result: IteratorResult<Item>): void; reject(error: Error): void }

/** What is put in comes out in order, for one reader; an end is told after everything before it. */
export class AsyncQueue<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #onReturn: () => void
  #items: Item[] = []
  #waiting: Waiting<Item>[] = []
  #end: { error?: Error } | undefined

  constructor(onReturn: () => void) {
    this.#onReturn = onReturn
  }

  get size() {
    return this.#items.length
  }

  put(item: Item) {
    if (this.#end !== undefined) return
    const waiting = this.#waiting.shift()
    if (waiting) waiting.resolve({ done: false, value: item })
    else this.#items.push(item)
  }

  /** Nothing comes any more: the reader is done, or is thrown the error. */
  end(error?: Error) {
    this.#end ??= error === undefined ? {} : { error }
    for (const waiting of this.#waiting) {
      if (error === undefined) waiting.resolve({ done: true, value: undefined })
      else waiting.reject(error)
    }
    this.#waiting = []
  }

  async next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#items.shift()
    if (item !== undefined) return { done: false, value: item }
    if (this.#end === undefined)
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    // Thrown once; whoever asks again is told that it is over.
    const { error } = this.#end
    this.#end = {}
    if (error !== undefined) throw error
    return { done: true, value: undefined }
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.#items = []
    this.end()
    this.#onReturn()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator]() {
    return this
  }
}
