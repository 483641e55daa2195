import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Target } from '../load/socket.ts'
import { residentBytesOf, treeCpuMicrosOf } from '../measure/proc-stat.ts'
import { BENCH_SECRET } from './bench-secret.ts'
import { buildProgram } from './build-program.ts'

const FOLDER = fileURLToPath(new URL('../../../server/', import.meta.url))
const BUILT = fileURLToPath(new URL('../../../server/dist/main.mjs', import.meta.url))

/** As `pnpm start` and the image start it. */
const FLAGS = ['--max-semi-space-size=64']

export type Server = {
  target: Target
  /** Of all its processes. */
  cpuMicros(): number
  residentBytes(): number
  /** Whether it has ended, and how, though nobody asked it to. */
  ending(): string | undefined
  stop(): Promise<void>
}

type Addresses = { databaseUrl: string; redisUrl: string }

export const buildServer = (): Promise<string> => buildProgram(FOLDER)

/**
 * @param options.profileDir where the processor profile goes, if one is wanted
 * @param options.processes on one port
 * @param options.preload loaded before the product
 */
export async function startServer(
  addresses: Addresses,
  {
    profileDir,
    processes = 1,
    preload = [],
  }: { profileDir?: string | undefined; processes?: number; preload?: string[] },
): Promise<Server> {
  const profile = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]
  const child = spawn(
    process.execPath,
    [...FLAGS, ...profile, ...preload.flatMap((file) => ['--import', file]), BUILT],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'warn',
        DATABASE_URL: addresses.databaseUrl,
        REDIS_URL: addresses.redisUrl,
        AUTH_SECRETS: BENCH_SECRET,
        RATE_LIMIT_SCALE: '1000000',
        WEB_CONCURRENCY: String(processes),
        SHUTDOWN_GRACE_MS: '1000',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const { pid } = child
  if (pid === undefined) throw new Error('The server could not be started')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit')
  const origin = await Promise.race([
    readAddress(createInterface(child.stdout)),
    exited.then(() => Promise.reject(new Error('The server ended before it was ready'))),
  ])
  return {
    target: { origin, url: `${origin.replace('http', 'ws')}/trpc` },
    cpuMicros: () => treeCpuMicrosOf(pid),
    residentBytes: () => residentBytesOf(pid),
    ending: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : `status ${child.exitCode}, signal ${child.signalCode}`,
    async stop() {
      child.kill('SIGTERM')
      await exited
      process.off('exit', kill)
    },
  }
}

async function readAddress(lines: NodeJS.EventEmitter): Promise<string> {
  for (;;) {
    const [line] = (await once(lines, 'line')) as [string]
    const [, origin] = /ready at (http\S+)/.exec(line) ?? []
    if (origin !== undefined) return origin
    process.stderr.write(`${line}\n`)
  }
}
