import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent, PassingEvent } from '@chatterly/protocol/realtime/events'
import type { Reset, Snapshot } from '@chatterly/protocol/realtime/shapes'
import { AsyncQueue } from './async-queue.ts'
import { ChatterlyError } from './errors.ts'
import type { Position } from './realtime/sync-engine.ts'

/** Items a reader may fall behind before it is told to resume from its position. */
const BEHIND_MAX = 10_000

/**
 * `event`: the next change of a conversation; between two of them, of one conversation, nothing is missing.
 * `reset`: the changes in between cannot be given; forget what you know of it and begin with the snapshot. Messages
 * older than those it brings may have been edited, deleted or reacted to: ask for them again with `messages.list`.
 * `gone`: you are not in it any more. `passing`: not kept in the log, complete in itself.
 */
export type ClientEvent =
  | { type: 'event'; conversationId: ConversationId; event: KeptEvent }
  | { type: 'reset'; conversationId: ConversationId; reason: Reset['reason']; snapshot: Snapshot }
  | { type: 'gone'; conversationId: ConversationId }
  | { type: 'passing'; event: PassingEvent }

export type ClientEvents = {
  /**
   * Everything from now on (or from `since`), for `for await`. Listens from the moment it is called; ends with the
   * signal or the client, and throws when the server refuses or the reader falls too far behind.
   */
  listen(options?: { signal?: AbortSignal }): AsyncIterableIterator<ClientEvent, undefined>
  /**
   * The same for a listener that keeps up by itself; answers how to stop. `onEnd` is told once when nothing comes any
   * more, with the error if there was one.
   */
  subscribe(listener: (item: ClientEvent) => void, onEnd?: (error?: Error) => void): () => void
  /** Give it to a later client as `since`, and nothing in between is missed. */
  position(): Position | undefined
}

type Listener = { take: (item: ClientEvent) => void; onEnd: ((error?: Error) => void) | undefined }

/** Hands each item to everybody who listens. */
export class EventReaders {
  readonly #listeners = new Set<Listener>()
  readonly #queues = new Set<AsyncQueue<ClientEvent>>()

  give(item: ClientEvent) {
    for (const { take } of this.#listeners) safely(() => take(item))
    for (const queue of this.#queues) {
      if (queue.size < BEHIND_MAX) queue.put(item)
      else this.#leave(queue, tooSlow())
    }
  }

  subscribe(take: Listener['take'], onEnd?: Listener['onEnd']) {
    const listener = { take, onEnd }
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  listen(signal?: AbortSignal) {
    const end = () => this.#leave(queue)
    const queue = new AsyncQueue<ClientEvent>(() => {
      signal?.removeEventListener('abort', end)
      this.#leave(queue)
    })
    this.#queues.add(queue)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end, { once: true })
    return queue
  }

  end(error?: Error) {
    for (const queue of this.#queues) this.#leave(queue, error)
    for (const { onEnd } of this.#listeners) safely(() => onEnd?.(error))
    this.#listeners.clear()
  }

  #leave(queue: AsyncQueue<ClientEvent>, error?: Error) {
    this.#queues.delete(queue)
    queue.end(error)
  }
}

/** A bug in a listener crashes loudly, but takes nothing from the others and does not stop the stream. */
function safely(act: () => void) {
  try {
    act()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

const tooSlow = () =>
  new ChatterlyError('The reader fell too far behind; resume from the position it has handled.', {
    cause: { data: { refusal: 'realtime.too_slow', httpStatus: 503 } },
  })
