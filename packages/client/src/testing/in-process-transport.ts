import { PersonEvent } from '@chatterly/protocol/realtime/events'
import { ChatterlyError } from '../errors.ts'
import type { SubscriptionHandlers } from '../procedures.ts'
import type { StreamHandlers } from '../realtime/connection.ts'
import { createProcedures } from '../procedures.ts'
import type { Transport } from '../transport.ts'
import { callRouter, readRouter, type RouterAccess } from './router-calls.ts'

/** The way to a router of this process, which can be cut and can lose what it carries. */
export class InProcessTransport implements Transport {
  readonly #access: RouterAccess
  #cut = new AbortController()
  #batchesToLose = 0
  readonly #waiting = new Set<() => void>()

  constructor(access: RouterAccess) {
    this.#access = access
  }

  disconnect() {
    this.#cut.abort()
  }

  /** The next `losing` live batches never arrive. */
  reconnect(losing: number) {
    this.#batchesToLose = losing
    this.#cut = new AbortController()
    for (const goOn of Array.from(this.#waiting)) goOn()
  }

  call: Transport['call'] = async ({ path, input, signal }) => {
    const cut = this.#cut.signal
    if (cut.aborted) throw unreachable()
    const answer = await callRouter(this.#access, { path, input, signal })
    // Done on the other side, but nobody hears of it.
    if (cut.aborted) throw unreachable()
    return answer
  }

  openStream = ({ onEvent, onDown }: StreamHandlers) => {
    const closing = new AbortController()
    const signal = AbortSignal.any([closing.signal, this.#cut.signal])
    const read = async () => {
      if (signal.aborted) throw unreachable()
      for await (const item of readRouter(this.#access, { path: 'me.events', input: undefined, signal })) {
        if (signal.aborted) return
        const event = PersonEvent.parse(item)
        if (event.type === 'batch' && this.#batchesToLose > 0) this.#batchesToLose -= 1
        else onEvent(event)
      }
    }
    // However it ends, the connection comes back by itself.
    void read().then(onDown, onDown)
    const procedures = createProcedures(this)
    return {
      pull: procedures.sync.pull.query,
      close: () => closing.abort(),
    }
  }

  subscribe = (path: string, input: unknown, handlers: SubscriptionHandlers<unknown>) => {
    const closing = new AbortController()
    void this.#follow({ path, input, handlers, closing: closing.signal }).then(
      handlers.onComplete,
      handlers.onError,
    )
    return { unsubscribe: () => closing.abort() }
  }

  close() {
    this.#cut.abort()
  }

  /** Goes on after each cut with the last id it saw, as the tRPC client does. */
  async #follow(following: {
    path: string
    input: unknown
    handlers: SubscriptionHandlers<unknown>
    closing: AbortSignal
  }) {
    let lastEventId: string | undefined
    while (!following.closing.aborted) {
      const cut = this.#cut.signal
      const signal = AbortSignal.any([following.closing, cut])
      const input = lastEventId === undefined ? following.input : { ...Object(following.input), lastEventId }
      for await (const item of readRouter(this.#access, { path: following.path, input, signal })) {
        if (signal.aborted) break
        lastEventId = idOf(item) ?? lastEventId
        following.handlers.onData(item)
      }
      if (!cut.aborted) return
      await this.#connected(following.closing)
    }
  }

  #connected(closing: AbortSignal) {
    if (!this.#cut.signal.aborted || closing.aborted) return Promise.resolve()
    return new Promise<void>((resolve) => {
      const goOn = () => {
        this.#waiting.delete(goOn)
        resolve()
      }
      this.#waiting.add(goOn)
      closing.addEventListener('abort', goOn, { once: true })
    })
  }
}

const unreachable = () => new ChatterlyError('The client is disconnected.', { kind: 'unreachable' })

const idOf = (item: unknown) =>
  typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
    ? item.id
    : undefined
