import { createTRPCUntypedClient, createWSClient, wsLink } from '@trpc/client'
import { callerOver } from '../caller-over.ts'
import { isDefinite, refusalOf } from '../errors.ts'
import { createProcedures } from '../procedures.ts'
import type { SocketOptions } from '../socket-options.ts'
import type { OpenStream } from './connection.ts'

/** Milliseconds between heartbeats, and for how long an answer to one may take. */
const HEARTBEAT_MS = 10_000
const HEARTBEAT_ANSWER_MS = 5_000
/** Milliseconds. The connection comes back by itself, so the socket's own second try must never be the one that does. */
const NEVER_MS = 3_600_000
/** The close code of a socket whose session has ended. */
const SESSION_ENDED = 4401

type Options = {
  /** `onFailure` is told when there is nothing to open a socket with. */
  socket: (onFailure: (error: unknown) => void) => SocketOptions
  onSignedOut: () => void
}

/**
 * `me.events` over a socket made for this stream alone: a client's shared socket cannot be told to stop waiting and
 * to come back at once.
 */
export const eventsOverSocket =
  ({ socket: options, onSignedOut }: Options): OpenStream =>
  ({ onEvent, onDown, onRefused }) => {
    let isOver = false
    const socket = createWSClient({
      ...options((error) => {
        if (isDefinite(error)) onRefused?.(error)
        onDown()
      }),
      onClose: (cause) => {
        if (cause?.code === SESSION_ENDED) onSignedOut()
        onDown()
      },
      onError: (event) => {
        if (isUnauthorized(event)) onSignedOut()
        onDown()
      },
      // Once closed it looks again whether it may come back, and a program could not end before it has.
      retryDelayMs: () => (isOver ? 0 : NEVER_MS),
      keepAlive: { enabled: true, intervalMs: HEARTBEAT_MS, pongTimeoutMs: HEARTBEAT_ANSWER_MS },
    })
    const client = createTRPCUntypedClient({ links: [wsLink({ client: socket })] })
    const procedures = createProcedures(callerOver(client))
    const stream = procedures.me.events.subscribe(undefined, {
      onData: onEvent,
      onComplete: onDown,
      onError: (error) => {
        if (refusalOf(error) === 'auth.signed_out') onSignedOut()
        onDown()
      },
    })
    return {
      // Not over HTTP: the cursors of many conversations are longer than an address may be.
      pull: (input) => procedures.sync.pull.query(input),
      close: () => {
        isOver = true
        stream.unsubscribe()
        void socket.close()
      },
    }
  }

/** Only `ws` tells why an upgrade was refused; browsers keep it to themselves. */
const isUnauthorized = (event: Event | undefined) =>
  event !== undefined &&
  'message' in event &&
  typeof event.message === 'string' &&
  event.message.endsWith('server response: 401')
