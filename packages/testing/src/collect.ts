import { isTrackedEnvelope } from '@trpc/server'

/** Reads a subscription in the background, so that a test can wait for what arrives. */
export function collect<Item>(open: (signal: AbortSignal) => Promise<AsyncIterable<Item>>): {
  seen: Item[]
  ended: Promise<unknown>
  stop(): Promise<void>
} {
  const seen: Item[] = []
  const stopping = new AbortController()
  const ended = (async () => {
    for await (const item of await open(stopping.signal)) seen.push(item)
  })().then(
    () => 'done',
    (error: unknown) => error,
  )
  return {
    seen,
    ended,
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

/** A tracked item as it comes out of a caller: the library's types show what a network client would get. */
export function untrack<Data>(item: { id: string; data: Data }): { id: string; data: Data } {
  const raw: unknown = item
  if (!isTrackedEnvelope<Data>(raw)) throw new Error('This item is not tracked')
  return { id: raw[0], data: raw[1] }
}
