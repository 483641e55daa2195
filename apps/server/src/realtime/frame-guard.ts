import type { WebSocket } from 'ws'

/** Calls one frame may carry: the library itself knows no limit. */
const CALLS_PER_FRAME_MAX = 20
/** Subscriptions one socket may hold. */
const SUBSCRIPTIONS_MAX = 50
/** RFC 6455: a message that breaks the rules of this server. */
const POLICY_VIOLATION = 1008

/** Counts what a socket asks for, before any of it is done. */
export class FrameGuard {
  readonly #socket: WebSocket
  /** Request ids. A few, so a list is the smallest that holds them. */
  #subscriptions: readonly string[] = []

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** @throws Error when the frame asks for too much; the socket is then on its way out */
  admit(frame: unknown): void {
    const calls: unknown[] = Array.isArray(frame) ? frame : [frame]
    if (calls.length > CALLS_PER_FRAME_MAX) this.#refuse('Too many calls in one frame')
    const asked = calls.filter(isSubscription).map((call) => JSON.stringify(call.id))
    if (asked.length === 0) return
    this.#subscriptions = [...new Set([...this.#subscriptions, ...asked])]
    if (this.#subscriptions.length > SUBSCRIPTIONS_MAX) this.#refuse('Too many subscriptions')
  }

  /** A subscription has ended. */
  release(requestId: string): void {
    this.#subscriptions = this.#subscriptions.filter((other) => other !== requestId)
  }

  #refuse(words: string): never {
    this.#socket.close(POLICY_VIOLATION, words)
    throw new Error(words)
  }
}

const isSubscription = (call: unknown): call is { id: unknown } =>
  typeof call === 'object' &&
  call !== null &&
  'id' in call &&
  'method' in call &&
  call.method === 'subscription'
