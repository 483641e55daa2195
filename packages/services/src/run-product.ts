import { join } from 'node:path'
import { keptAuthSecret } from './auth-secret.ts'
import { repositoryRoot } from './repository.ts'
import type { Services } from './start-services.ts'
import { startWatched, type WatchedProcess } from './watched-process.ts'

const OWN_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])

/** Longer than the grace that the programs give their own work, see SHUTDOWN_GRACE_MS. */
const GRACE_MS = 30_000

type Product = {
  services: Services
  host: string
  port: number
  dataDir: string
  /** Resolves when the product is to stop. */
  stopped: Promise<string>
  log: (line: string) => void
}

/** Runs the server and the worker until told to stop or one of them ends. Gives the exit status. */
export async function runProduct({ services, host, port, dataDir, stopped, log }: Product): Promise<number> {
  const env = {
    // Four people and a conversation to look at, in an empty database, for whoever sits at this machine.
    SEED_DEMO: String(OWN_HOSTS.has(host) && !process.env.PUBLIC_URL),
    // A person reads this terminal: only what needs them.
    LOG_LEVEL: 'warn',
    ...process.env,
    AUTH_SECRETS: process.env.AUTH_SECRETS || (await keptAuthSecret(dataDir)),
    NODE_ENV: 'production',
    HOST: host,
    PORT: String(port),
    CHATTERLY_DATA_DIR: dataDir,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
  }
  const server = startApp('server', env)
  const worker = startApp('worker', env)
  const ended = await Promise.race([
    stopped.then(() => undefined),
    server.exited.then((status) => ({ what: `The server ended with status ${status}`, status })),
    worker.exited.then((status) => ({ what: `The worker ended with status ${status}`, status })),
    services.ended.then((name) => ({ what: `${name} ended (its log is in ${dataDir})`, status: 1 })),
  ])
  if (ended !== undefined) log(`${ended.what}, though nobody asked it to. Stopping everything.`)
  // The server first: its sockets are told, and nobody new arrives.
  await server.stop()
  await worker.stop()
  return ended === undefined ? 0 : ended.status || 1
}

/** The server's young generation is large enough that what a call needs is gone before it is looked at. */
const NODE_FLAGS = { server: ['--max-semi-space-size=64'], worker: [] }

const startApp = (name: 'server' | 'worker', env: NodeJS.ProcessEnv): WatchedProcess =>
  startWatched({
    command: process.execPath,
    args: [...NODE_FLAGS[name], join(repositoryRoot, 'apps', name, 'dist', 'main.mjs')],
    cwd: repositoryRoot,
    env,
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
  })
