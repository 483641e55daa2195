import { refusals } from '@chatterly/protocol/refusals'
import {
  createTRPCUntypedClient,
  createWSClient,
  httpBatchLink,
  type TRPCWebSocketClient,
  wsLink,
} from '@trpc/client'
import { callerOver } from './caller-over.ts'
import { type Auth, CredentialSource } from './credentials.ts'
import { ChatterlyError, refusalOf } from './errors.ts'
import { fullJitterMs } from './full-jitter.ts'
import type { Caller } from './procedures.ts'
import { eventsOverSocket } from './realtime/events-socket.ts'
import { type SocketConstructor, socketOptions, socketUrlOf } from './socket-options.ts'
import type { Transport } from './transport.ts'

/** Procedures in one request, as many as the server takes. */
const BATCH_MAX = 20
/** Characters; beyond it a batch is parted, so that no proxy refuses the address. */
const URL_MAX = 4000
/** Times in a row that a stream is refused, each with new credentials, before it is given up. */
const STREAMS_REFUSED_MAX = 3
/** Milliseconds a socket stays open with nothing to listen to. */
const IDLE_MS = 1000

export type NetworkOptions = {
  /** Where the server answers, for example `https://chat.example.com`. */
  url: string
  /** Needed outside of browsers: who calls, asked anew for each attempt. */
  auth?: Auth
  /** Needed in Node: the `WebSocket` of the package `ws`. */
  WebSocket?: SocketConstructor
  fetch?: typeof globalThis.fetch
}

/** Calls over HTTP, each stream over a socket of its own. */
export function createNetworkTransport({ url, auth, WebSocket: Socket, fetch }: NetworkOptions): Transport {
  const credentials = new CredentialSource(auth, url)
  const http = callerOver(
    createTRPCUntypedClient({
      links: [
        httpBatchLink({
          url: new URL('/trpc', url).href,
          maxItems: BATCH_MAX,
          maxURLLength: URL_MAX,
          headers: () => credentials.headers(),
          ...(fetch && { fetch }),
        }),
      ],
    }),
  )
  let followed: TRPCWebSocketClient | undefined
  let isClosed = false
  let streamsRefused = 0
  const follow = (): Caller => {
    followed ??= createWSClient({
      ...socketOptions({ url: socketUrlOf(url), credentials, Socket }),
      retryDelayMs: (attempt) => (isClosed ? 0 : fullJitterMs(attempt)),
      lazy: { enabled: true, closeMs: IDLE_MS },
      keepAlive: { enabled: true },
    })
    return callerOver(createTRPCUntypedClient({ links: [wsLink({ client: followed })] }))
  }
  return {
    call: (call) => withFreshCredentials(credentials, () => http.call(call)),
    subscribe: (path, input, handlers) => follow().subscribe(path, input, handlers),
    openStream: (handlers) =>
      eventsOverSocket({
        socket: (onFailure) => socketOptions({ url: socketUrlOf(url), credentials, Socket, onFailure }),
        onSignedOut: () => {
          credentials.refuse()
          streamsRefused += 1
          if (!credentials.canRenew || streamsRefused === STREAMS_REFUSED_MAX)
            handlers.onRefused?.(signedOut())
        },
      })({
        ...handlers,
        onEvent: (item) => {
          streamsRefused = 0
          handlers.onEvent(item)
        },
      }),
    close: () => {
      isClosed = true
      void followed?.close()
    },
  }
}

/** A session may have ended since the credentials were made: with new ones it is worth one more try. */
async function withFreshCredentials<Answer>(credentials: CredentialSource, act: () => Promise<Answer>) {
  try {
    return await act()
  } catch (error) {
    if (refusalOf(error) !== 'auth.signed_out' || !credentials.canRenew) throw error
    credentials.refuse()
    return act()
  }
}

const signedOut = () =>
  new ChatterlyError(refusals['auth.signed_out'].words, {
    cause: { data: { refusal: 'auth.signed_out', httpStatus: refusals['auth.signed_out'].status } },
  })
