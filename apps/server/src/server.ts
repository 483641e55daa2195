import { createServer } from 'node:http'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenWorld } from '@chatterly/domain/world'
import type { Env } from '@chatterly/platform/env'
import { createApp } from './app.ts'
import { answerBrokenRequests } from './broken-requests.ts'
import type { TrustsProxy } from './client-address.ts'
import { createReadiness } from './readiness.ts'
import { refuseUpgrades } from './realtime/refuse-upgrade.ts'
import { acceptSockets } from './realtime/sockets.ts'
import { serverUrl } from './server-url.ts'

export type RunningServer = {
  url: string
  /** Answers `not ready` for a while, lets go of the sockets in slices, finishes what is under way. */
  stop(): Promise<void>
}

/** Milliseconds. A client that sends its head or body more slowly than this is cut off. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
/** Milliseconds by which a timeout may be late. Node looks every half minute by itself. */
const TIMEOUT_CHECK_MS = 1_000
/** Milliseconds. Longer than proxies keep theirs, so that none sends a request into a connection we just closed. */
const KEEP_ALIVE_MS = 65_000

export async function startServer(options: {
  env: Env
  open: OpenWorld
  migrations: string
}): Promise<RunningServer> {
  const { env, open } = options
  const stopWatching = await open.world.network.watch()
  const readiness = createReadiness(options)
  const app = createApp({ env, world: open.world, readiness })
  const http = createServer({ connectionsCheckingInterval: TIMEOUT_CHECK_MS }, app)
  http.headersTimeout = HEADERS_TIMEOUT_MS
  http.requestTimeout = REQUEST_TIMEOUT_MS
  http.keepAliveTimeout = KEEP_ALIVE_MS
  answerBrokenRequests(http)
  // Express keeps its compiled setting under this name, and types every setting as any.
  const trusts = app.get('trust proxy fn') as TrustsProxy
  const takesSockets = env.SERVER_ROLES.includes('realtime')
  const sockets = takesSockets ? await acceptSockets(http, { env, world: open.world, trusts }) : undefined
  if (!takesSockets) refuseUpgrades(http)

  http.listen(env.PORT, env.HOST)
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : env.PORT

  return {
    url: serverUrl(env, port),
    async stop() {
      readiness.refuse()
      await sleep(env.SHUTDOWN_NOTICE_MS)
      const closed = new Promise((resolve) => http.close(resolve))
      await sockets?.drain(env.SHUTDOWN_GRACE_MS)
      http.closeIdleConnections()
      const cut = setTimeout(() => http.closeAllConnections(), env.SHUTDOWN_GRACE_MS)
      await closed
      clearTimeout(cut)
      await stopWatching()
    },
  }
}
