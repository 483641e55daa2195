import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import type { Env } from '@chatterly/platform/env'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import { logBug } from '../log-bug.ts'
import { isOwnOrigin } from '../origin.ts'
import { addressOf, type TrustsProxy } from './address.ts'
import { createBacklog } from './backlog.ts'
import { DirectEncoder } from './direct-path.ts'
import { hear, startHeartbeat } from './heartbeat.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { ServerSocket } from './server-socket.ts'
import { createSocketRegistry, type Owner } from './socket-registry.ts'
import { SocketWriter } from './socket-writer.ts'

/** Bytes and pieces of one frame: the library's own limits are far higher. */
const FRAME_MAX_BYTES = 64 * 1024
const FRAGMENTS_MAX = 64

/** Milliseconds in which a socket that announced to say more about itself, as the library allows, has to do so. */
const AUTHENTICATION_MS = 5_000
/** RFC 6455: a message, here a missing one, that breaks the rules of this server. */
const POLICY_VIOLATION = 1008

/** What the library's own client understands as: connect anew, I am going. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

export type Sockets = { drain(graceMs: number): Promise<void> }

/** Takes WebSockets at `/trpc`: only from our own pages, only with a session, and no longer than that session. */
export async function acceptSockets(
  http: Server,
  { env, world, trusts }: { env: Env; world: World; trusts: TrustsProxy },
): Promise<Sockets> {
  const { logger, sessions } = world
  const registry = createSocketRegistry({ sessions, logger, scale: env.RATE_LIMIT_SCALE })
  const heartbeat = startHeartbeat(registry.all)
  const backlog = createBacklog(env.SOCKET_BACKLOG_BYTES)
  const wss = new WebSocketServer({
    noServer: true,
    WebSocket: ServerSocket,
    // The registry knows them.
    clientTracking: false,
    maxPayload: FRAME_MAX_BYTES,
    maxFragments: FRAGMENTS_MAX,
    perMessageDeflate: false,
  })
  const options = {
    wss,
    router: appRouter,
    onError: ({ error, path, type }: Parameters<typeof logBug>[1]) => logBug(logger, { error, path, type }),
  }

  async function admit(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    if (urlOf(request).pathname !== '/trpc') return refuseUpgrade(stream, 404)
    if (!isOwnOrigin(request, env)) return refuseUpgrade(stream, 403)
    const { actor } = await sessions.identify(request.headers.cookie)
    if (!actor) return refuseUpgrade(stream, 401)
    const owner = { actor, address: addressOf(request, trusts) }
    if (!registry.hasRoom(owner)) return refuseUpgrade(stream, 429)
    wss.handleUpgrade(request, stream, head, (socket) => serve(socket, { request, stream, owner }))
  }

  function serve(socket: ServerSocket, { request, stream, owner }: Upgraded): void {
    const writer = new SocketWriter({ socket, stream, backlog })
    socket.writer = writer
    registry.add(socket, owner)
    socket.on('error', logBroken)
    socket.on('message', () => hear(socket))
    socket.on('close', () => {
      writer.end()
      registry.remove(socket, owner)
    })
    const deadline = saysMore(request) ? awaitMore(socket) : undefined
    const createContext = (): Context => {
      clearTimeout(deadline)
      // What is added comes first: behind the spread it would give every context a shape of its own.
      return { actor: owner.actor, address: owner.address, setCookie: null, ...world }
    }
    const experimental_encoder = new DirectEncoder(socket, writer)
    getWSConnectionHandler({ createContext, experimental_encoder, ...options })(socket, request)
    // The library keeps the request as long as the socket, and reads nothing more from it.
    request.headers = {}
    request.rawHeaders = []
  }

  const logBroken = (error: Error) => logger.debug({ err: error }, 'A socket broke')

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', logBroken)
    admit(request, socket, head).catch((error: unknown) => {
      logger.error({ err: error }, 'A socket could not be admitted')
      refuseUpgrade(socket, 503)
    })
  })
  const stopWatching = await registry.watch()

  return {
    async drain(graceMs) {
      await stopWatching()
      // Clients of the library reconnect at once on this notice; the slices keep them from coming all together.
      registry.sendAll(RECONNECT)
      await registry.closeAll(graceMs)
      backlog.stop()
      heartbeat.stop()
      wss.close()
    },
  }
}

/** A socket as it comes from its upgrade. */
type Upgraded = { request: IncomingMessage; stream: Duplex; owner: Owner }

const urlOf = (request: IncomingMessage) => new URL(request.url ?? '', 'http://localhost')

/** Whether the client has announced to say more about itself in its first message. */
const saysMore = (request: IncomingMessage) => urlOf(request).searchParams.get('connectionParams') === '1'

const awaitMore = (socket: ServerSocket) =>
  setTimeout(() => socket.close(POLICY_VIOLATION, 'Say who you are first'), AUTHENTICATION_MS).unref()
