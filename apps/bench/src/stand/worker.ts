import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cpuMicrosOf } from '../measure/proc-stat.ts'
import { BENCH_SECRET } from './bench-secret.ts'
import { buildProgram } from './build-program.ts'

const FOLDER = fileURLToPath(new URL('../../../worker/', import.meta.url))

export type Worker = { cpuMicros(): number; stop(): Promise<void> }

/** The worker in a process of its own, built as a release has it. */
export async function startWorker(addresses: { databaseUrl: string; redisUrl: string }): Promise<Worker> {
  const built = await buildProgram(FOLDER)
  const child = spawn(process.execPath, [built], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      DATABASE_URL: addresses.databaseUrl,
      REDIS_URL: addresses.redisUrl,
      AUTH_SECRETS: BENCH_SECRET,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('The worker could not be started')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit')
  // Read to the end: a full pipe would stop it.
  const lines = createInterface(child.stdout)
  const ready = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      if (line.includes('The worker is ready')) resolve()
    }),
  )
  await Promise.race([
    ready,
    exited.then(() => Promise.reject(new Error('The worker ended before it was ready'))),
  ])
  return {
    cpuMicros: () => cpuMicrosOf(pid),
    async stop() {
      child.kill('SIGTERM')
      await exited
      process.off('exit', kill)
    },
  }
}
