import type { Sink } from './live-handle.ts'

/** Items a listener may owe before it has to resume from the log instead: the log is the buffer, not our memory. */
const QUEUE_MAX = 1000

/** Hands items from whoever pushes to one `for await` reader, or to the sink that takes its place. */
export type LiveQueue<Item> = AsyncIterableIterator<Item> & {
  push(item: Item): void
  /** From the next tick on, items go to the sink, those that wait first. */
  bind(sink: Sink<Item>): void
  isPaused(): boolean
  /** Ends the reader once it has read what is there, or with the error. */
  close(error?: Error): void
}

/**
 * @param onOverflow the error that ends a reader which falls too far behind
 * @param onClose called once, however it ends: closed, too slow, aborted, or left by its reader
 */
export function createLiveQueue<Item>(options: {
  signal?: AbortSignal
  onOverflow: () => Error
  onClose: () => void
}): LiveQueue<Item> {
  const items: Item[] = []
  let ending: { error?: Error } | undefined
  let wake = () => {}
  let sink: Sink<Item> | undefined
  let isBound = false

  const close = (error?: Error) => {
    if (ending) return
    ending = error ? { error } : {}
    options.signal?.removeEventListener('abort', abort)
    options.onClose()
    wake()
  }
  const abort = () => {
    items.length = 0
    close()
  }
  options.signal?.addEventListener('abort', abort)
  // Not at once: whoever is told does not have the queue in hand yet.
  if (options.signal?.aborted) queueMicrotask(abort)

  return {
    push(item) {
      if (ending) return
      if (sink) return sink.send(item)
      items.push(item)
      if (items.length > QUEUE_MAX) close(options.onOverflow())
      wake()
    },
    bind(bound) {
      // From this moment on nothing is left to the reader, who asks for the next item before the tick is over.
      isBound = true
      // Whoever binds is just about to send the item before these.
      queueMicrotask(() => {
        sink = bound
        for (const item of items.splice(0)) bound.send(item)
      })
    },
    isPaused: () => sink?.isPaused() ?? false,
    close,
    async next() {
      while ((isBound || items.length === 0) && !ending)
        await new Promise<void>((resolve) => (wake = resolve))
      const [item] = isBound ? [] : items.splice(0, 1)
      if (item !== undefined) return { value: item, done: false }
      if (ending?.error) throw ending.error
      return { value: undefined, done: true }
    },
    async return() {
      abort()
      return { value: undefined, done: true }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
