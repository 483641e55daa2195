/** Waiting that can be cut short, by all who wait at once. */
export class Wait {
  readonly #waiting = new Set<() => void>()
  #isOver = false

  /** Nobody waits any more, now or later. */
  get isOver() {
    return this.#isOver
  }

  atMost(ms: number): Promise<void> {
    if (this.#isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#waiting.add(end)
    })
  }

  cutShort() {
    for (const end of Array.from(this.#waiting)) end()
  }

  end() {
    this.#isOver = true
    this.cutShort()
  }
}
