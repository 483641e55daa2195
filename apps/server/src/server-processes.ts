import cluster, { type Address, type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { Env } from '@chatterly/platform/env'
import type { Logger } from '@chatterly/platform/logger'
import type { RunningServer } from './server.ts'
import { serverUrl } from './server-url.ts'

/** Milliseconds before a process that ended is replaced: doubled each time … */
const RESTART_MIN_MS = 100
const RESTART_MAX_MS = 10_000
/** … until one has lived this long. */
const HEALTHY_MS = 30_000
/** Milliseconds on top of what a process takes by itself when it is told to stop. */
const STOP_MARGIN_MS = 5_000

/**
 * Keeps WEB_CONCURRENCY processes of this program on one port. One that ends is replaced. Told to stop, it tells
 * them all, waits, and ends with status 1 when one of them had to be killed or failed.
 *
 * @throws Error when one of the first ends before it listens
 */
export async function startServerProcesses(env: Env, logger: Logger): Promise<RunningServer> {
  const replacements = new Set<NodeJS.Timeout>()
  let isStopping = false

  function replace(worker: Worker, seat: Seat, startedAt: number): void {
    if (isStopping) return
    seat.delayMs = Date.now() - startedAt > HEALTHY_MS ? RESTART_MIN_MS : seat.delayMs
    const { exitCode, signalCode, pid } = worker.process
    logger.warn(
      { pid, exitCode, signalCode, delayMs: seat.delayMs },
      'A server process ended; it is replaced',
    )
    const timer = setTimeout(() => {
      replacements.delete(timer)
      start(seat)
    }, seat.delayMs)
    replacements.add(timer)
    seat.delayMs = Math.min(seat.delayMs * 2, RESTART_MAX_MS)
  }

  function start(seat: Seat): Worker {
    const startedAt = Date.now()
    // Two that fill an empty database at once would be in each other's way.
    const worker = cluster.fork(seat.isFirst ? {} : { SEED_DEMO: 'false' })
    worker.once('exit', () => replace(worker, seat, startedAt))
    return worker
  }

  const seats = Array.from({ length: env.WEB_CONCURRENCY }, (_, at) => ({
    isFirst: at === 0,
    delayMs: RESTART_MIN_MS,
  }))
  const addresses = await Promise.all(seats.map((seat) => untilListening(start(seat))))

  return {
    url: serverUrl(env, addresses[0]?.port ?? env.PORT),
    async stop() {
      isStopping = true
      for (const timer of replacements) clearTimeout(timer)
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
      const deadlineMs = env.SHUTDOWN_NOTICE_MS + 2 * env.SHUTDOWN_GRACE_MS + STOP_MARGIN_MS
      const statuses = await Promise.all(workers.map((worker) => stopWorker(worker, deadlineMs)))
      if (statuses.some((status) => status !== 0)) process.exitCode = 1
    },
  }
}

/** The place of a process and of those that replace it. */
type Seat = { isFirst: boolean; delayMs: number }

function untilListening(worker: Worker): Promise<Address> {
  return new Promise((resolve, reject) => {
    worker.once('listening', resolve)
    worker.once('exit', (code: number) =>
      reject(new Error(`A server process ended with status ${code} before it listened`)),
    )
  })
}

/** Its status; null when it had to be killed. */
async function stopWorker(worker: Worker, deadlineMs: number): Promise<number | null> {
  if (worker.isDead()) return worker.process.exitCode
  const exited = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const kill = setTimeout(() => worker.process.kill('SIGKILL'), deadlineMs)
  await exited
  clearTimeout(kill)
  return worker.process.exitCode
}
