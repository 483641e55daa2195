import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Actor, Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import type { Env } from '@chatterly/platform/env'
import { getWSConnectionHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import { logBug } from '../log-bug.ts'
import { isOwnOrigin } from '../origin.ts'
import { addressOf, type TrustsProxy } from './address.ts'
import { createBacklog } from './backlog.ts'
import { createDirectEncoder } from './direct-path.ts'
import { textFrames } from './frames.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { createSocketRegistry } from './socket-registry.ts'
import { createSocketWriter } from './socket-writer.ts'

/** Bytes and pieces of one frame: the library's own limits are far higher. */
const FRAME_MAX_BYTES = 64 * 1024
const FRAGMENTS_MAX = 64

/** Milliseconds. Ours go out at this pace, and a socket that owes an answer for the second is gone: 20 s in all. */
const PING_MS = 15_000
const PONG_WAIT_MS = 5_000

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
  const actors = new WeakMap<IncomingMessage, Actor>()
  const deadlines = new WeakMap<IncomingMessage, NodeJS.Timeout>()
  const registry = createSocketRegistry({ sessions, logger, scale: env.RATE_LIMIT_SCALE })
  const backlog = createBacklog(env.SOCKET_BACKLOG_BYTES)
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MAX_BYTES,
    maxFragments: FRAGMENTS_MAX,
    perMessageDeflate: false,
  })

  const options = {
    wss,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: PING_MS, pongWaitMs: PONG_WAIT_MS },
    createContext({ req }: { req: IncomingMessage }): Context {
      clearTimeout(deadlines.get(req))
      return {
        ...world,
        actor: actors.get(req) ?? null,
        address: addressOf(req, trusts),
        setCookie: null,
      }
    },
    onError: ({ error, path, type }: Parameters<typeof logBug>[1]) => logBug(logger, { error, path, type }),
  }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (new URL(request.url ?? '', 'http://localhost').pathname !== '/trpc') return refuseUpgrade(socket, 404)
    if (!isOwnOrigin(request, env)) return refuseUpgrade(socket, 403)
    const { actor } = await sessions.identify(request.headers.cookie)
    if (!actor) return refuseUpgrade(socket, 401)
    const owner = { actor, address: addressOf(request, trusts) }
    if (!registry.hasRoom(owner)) return refuseUpgrade(socket, 429)
    actors.set(request, actor)
    wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', (error) => logger.debug({ err: error }, 'A socket broke'))
      registry.add(owner, ws)
      const close = () => ws.close(POLICY_VIOLATION, 'Say who you are first')
      deadlines.set(request, setTimeout(close, AUTHENTICATION_MS).unref())
      const writer = createSocketWriter(ws, socket, backlog)
      // Answers take the same way as events: what a socket is told in one tick leaves in one write.
      ws.send = (text: string) => writer.answer(textFrames(text))
      const experimental_encoder = createDirectEncoder(ws, writer)
      getWSConnectionHandler({ ...options, experimental_encoder })(ws, request)
    })
  }

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => logger.debug({ err: error }, 'A socket broke during its upgrade'))
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
      wss.close()
    },
  }
}
