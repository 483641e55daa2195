/** Runs one at a time: who asks while one is under way shares the next with all others who ask meanwhile. */
export function shareRuns(run: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined

  async function runAfter(before: Promise<unknown>): Promise<void> {
    await before
    next = undefined
    await run()
  }

  return () => {
    if (next) return next
    next = runAfter(last)
    // Whoever asked hears of a failure; whoever comes after does not.
    last = next.catch(() => undefined)
    return next
  }
}
