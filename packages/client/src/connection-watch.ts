import { closedError } from './errors.ts'
import {
  type ConnectionChange,
  type ConnectionState,
  connectingSince,
  nextConnectionState,
} from './realtime/connection-state.ts'

/** `idle`: nobody has listened yet, or the client is closed. */
export type ClientConnectionState = (ConnectionState & { isCaughtUp: boolean }) | { status: 'idle' }

export type ClientConnection = {
  /** The same object until something changes. */
  state(): ClientConnectionState
  subscribe(listener: () => void): () => void
  /** Resolves once everything missed has been handed over and what comes is live. */
  caughtUp(): Promise<void>
  /** Ends the wait before the next attempt. */
  retryNow(): void
}

type Waiting = { resolve(): void; reject(error: Error): void }

/** How the connection is, for those who show it or wait for it. */
export class ConnectionWatch {
  #state: ClientConnectionState = { status: 'idle' }
  #waiting: Waiting[] = []
  readonly #listeners = new Set<() => void>()

  state = () => this.#state

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  caughtUp = () =>
    isCaughtUp(this.#state)
      ? Promise.resolve()
      : new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))

  start() {
    if (this.#state.status === 'idle') this.#become({ ...connectingSince(Date.now()), isCaughtUp: false })
  }

  note(type: ConnectionChange['type']) {
    if (this.#state.status === 'idle') return
    const { isCaughtUp: wasCaughtUp, ...before } = this.#state
    const next = nextConnectionState(before, { type, at: Date.now() })
    this.#become({ ...next, isCaughtUp: wasCaughtUp && next.status === 'live' })
  }

  noteCaughtUp(isNow: boolean) {
    if (this.#state.status === 'idle' || this.#state.isCaughtUp === isNow) return
    this.#become({ ...this.#state, isCaughtUp: isNow })
  }

  stop() {
    this.#become({ status: 'idle' })
    for (const { reject } of this.#waiting.splice(0)) reject(closedError())
  }

  #become(state: ClientConnectionState) {
    this.#state = state
    if (isCaughtUp(state)) for (const { resolve } of this.#waiting.splice(0)) resolve()
    for (const listener of this.#listeners) listener()
  }
}

const isCaughtUp = (state: ClientConnectionState) => state.status === 'live' && state.isCaughtUp
