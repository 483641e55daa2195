import type { AppRouter } from '@chatterly/domain/router'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import type { OpenStream } from './connection.ts'

/** Milliseconds between heartbeats, and for how long an answer to one may take. */
const HEARTBEAT_MS = 10_000
const HEARTBEAT_ANSWER_MS = 5_000
/** Milliseconds. The connection comes back by itself, so the socket's own second try must never be the one that does. */
const NEVER_MS = 3_600_000

/**
 * `me.events` over a socket made for this stream alone: a client's shared socket cannot be told to stop waiting and
 * to come back at once.
 */
export const eventsOverSocket =
  (url: string, onSignedOut: () => void): OpenStream =>
  ({ onEvent, onDown }) => {
    const socket = createWSClient({
      url,
      onClose: () => onDown(),
      retryDelayMs: () => NEVER_MS,
      keepAlive: { enabled: true, intervalMs: HEARTBEAT_MS, pongTimeoutMs: HEARTBEAT_ANSWER_MS },
    })
    const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
    const stream = client.me.events.subscribe(undefined, {
      onData: onEvent,
      onComplete: onDown,
      onError: (error) => {
        if (error.data?.httpStatus === 401) onSignedOut()
        onDown()
      },
    })
    return {
      // Not over HTTP: the cursors of many conversations are longer than an address may be.
      pull: (input) => client.sync.pull.query(input),
      close: () => {
        stream.unsubscribe()
        void socket.close()
      },
    }
  }
