import type { WebSocket } from 'ws'

/** Calls one frame may carry: the library itself knows no limit. */
const CALLS_PER_FRAME_MAX = 20
/** Subscriptions one socket may hold. */
const SUBSCRIPTIONS_MAX = 50
/** RFC 6455: a message that breaks the rules of this server. */
const POLICY_VIOLATION = 1008

export type FrameGuard = {
  /** @throws Error when the frame asks for too much; the socket is then on its way out */
  admit(frame: unknown): void
  /** A subscription has ended. */
  release(requestId: string): void
}

/** Counts what a socket asks for, before any of it is done. */
export function createFrameGuard(socket: WebSocket): FrameGuard {
  const subscriptions = new Set<string>()

  function refuse(words: string): never {
    socket.close(POLICY_VIOLATION, words)
    throw new Error(words)
  }

  return {
    admit(frame) {
      const calls: unknown[] = Array.isArray(frame) ? frame : [frame]
      if (calls.length > CALLS_PER_FRAME_MAX) refuse('Too many calls in one frame')
      for (const call of calls) {
        if (isSubscription(call)) subscriptions.add(JSON.stringify(call.id))
      }
      if (subscriptions.size > SUBSCRIPTIONS_MAX) refuse('Too many subscriptions')
    },
    release: (requestId) => void subscriptions.delete(requestId),
  }
}

const isSubscription = (call: unknown): call is { id: unknown } =>
  typeof call === 'object' &&
  call !== null &&
  'id' in call &&
  'method' in call &&
  call.method === 'subscription'
