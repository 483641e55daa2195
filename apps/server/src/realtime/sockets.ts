import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Actor, Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import type { Env } from '@chatterly/platform/env'
import { countedAddress } from '@chatterly/platform/network-address'
import { refusals } from '@chatterly/protocol/refusals'
import { TRPCError } from '@trpc/server'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import { addressOf, type TrustsProxy } from '../client-address.ts'
import { logBug } from '../log-bug.ts'
import { bearerOf } from '../credentials.ts'
import { mayOpenSocket, pageOriginOf } from '../origin.ts'
import { createBacklog } from './backlog.ts'
import { DirectEncoder } from './direct-path.ts'
import { hear, startHeartbeat } from './heartbeat.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { ServerSocket } from './server-socket.ts'
import { identifyUpgrade, saysMore, urlOf } from './identify-upgrade.ts'
import { createSocketRegistry, type Owner, SESSION_ENDED } from './socket-registry.ts'
import { SocketWriter } from './socket-writer.ts'
import { awaitIntroduction, POLICY_VIOLATION } from './strangers.ts'

/** Bytes and pieces of one frame: the library's own limits are far higher. */
const FRAME_MAX_BYTES = 64 * 1024
const FRAGMENTS_MAX = 64

/** Registered beside RFC 6455: come back later. */
const TRY_AGAIN_LATER = 1013

/** What the library's own client understands as: connect anew, I am going. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' })

export type Sockets = { drain(graceMs: number): Promise<void> }

/**
 * Takes WebSockets at `/trpc`: from our own pages and from programs, only with a session, and no longer than that
 * session. Who cannot send one with the upgrade may say it in the first message.
 */
export async function acceptSockets(
  http: Server,
  { env, world, trusts }: { env: Env; world: World; trusts: TrustsProxy },
): Promise<Sockets> {
  const { logger, network, sessions, clock } = world
  const registry = createSocketRegistry({ sessions, logger, clock, scale: env.RATE_LIMIT_SCALE })
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
    const address = addressOf(request, trusts)
    if (!network.admits(address)) return refuseUpgrade(stream, 403, refusals['network.blocked'].words)
    if (urlOf(request.url).pathname !== '/trpc') return refuseUpgrade(stream, 404)
    if (!mayOpenSocket(request, env)) return refuseUpgrade(stream, 403)
    const { actor, isStranger } = await identifyUpgrade(world, request)
    if (!actor && !isStranger) return refuseUpgrade(stream, 401)
    const counted = countedAddress(address)
    const hasRoom = actor
      ? registry.hasRoom({ actor, address: counted })
      : registry.strangers.hasRoom(counted)
    if (!hasRoom) return refuseUpgrade(stream, 429)
    wss.handleUpgrade(request, stream, head, (socket) => serve(socket, { request, stream, actor, address }))
  }

  function serve(socket: ServerSocket, { request, stream, actor, address }: Upgraded): void {
    socket.address = address
    const counted = countedAddress(address)
    const writer = new SocketWriter({ socket, stream, backlog })
    socket.writer = writer
    let owner: Owner | undefined = actor ? { actor, address: counted } : undefined
    if (owner) registry.add(socket, owner)
    else registry.strangers.add(socket, counted)
    const leave = () => (owner ? registry.remove(socket, owner) : registry.strangers.remove(socket))
    socket.on('error', logBroken)
    socket.on('message', () => hear(socket))
    socket.on('close', () => {
      writer.end()
      leave()
    })
    const origin = pageOriginOf(request, env)
    const deadline = saysMore(request.url) ? awaitIntroduction(socket) : undefined
    const createContext = async ({ info }: { info: SaidFirst }): Promise<Context> => {
      const said = info.connectionParams?.authorization
      if (said !== undefined || !owner) {
        const next = { actor: await introduce(socket, said), address: counted }
        if (!registry.hasRoom(next)) throw closing(socket, TRY_AGAIN_LATER, 'There are too many sockets')
        leave()
        owner = next
        registry.add(socket, owner)
      }
      clearTimeout(deadline)
      // What is added comes first: behind the spread it would give every context a shape of its own.
      return { actor: owner.actor, address, origin, setCookie: null, ...world }
    }
    const experimental_encoder = new DirectEncoder(socket, writer)
    getWSConnectionHandler({ createContext, experimental_encoder, ...options })(socket, request)
    // The library keeps the request as long as the socket, and reads nothing more from it.
    request.headers = {}
    request.rawHeaders = []
  }

  /** Who the first message speaks for. @throws TRPCError when that is nobody; the socket is then on its way out */
  async function introduce(socket: ServerSocket, authorization: string | undefined): Promise<Actor> {
    const token = bearerOf(authorization)
    const actor = token === undefined ? null : await sessions.identifyBearer(token)
    if (!actor || socket.readyState !== socket.OPEN)
      throw closing(socket, SESSION_ENDED, 'There is no such session')
    return actor
  }

  network.onChange(() => {
    for (const socket of registry.all())
      if (!network.admits(socket.address)) socket.close(POLICY_VIOLATION, refusals['network.blocked'].words)
  })

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
type Upgraded = { request: IncomingMessage; stream: Duplex; actor: Actor | null; address: string }

/** What the library knows of a client's first message, where it announced one. */
type SaidFirst = { connectionParams: Record<string, string | undefined> | null }

/** The error is for the library alone: it hears no more of this socket. */
function closing(socket: ServerSocket, code: number, words: string): TRPCError {
  socket.close(code, words)
  return new TRPCError({ code: 'UNAUTHORIZED', message: words })
}
