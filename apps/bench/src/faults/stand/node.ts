import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BENCH_SECRET } from '../../stand/bench-secret.ts'
import { Program } from './program.ts'

const WATCH = new URL('./watch-process.mjs', import.meta.url).href
const ASK_TIMEOUT_MS = 2000
/** A fault does not last long enough for the product's own. */
export const CALL_RING_SECONDS = 3

/** By how much a process's clock is wrong, and how many seconds it counts in one. */
export type ClockError = { offsetMs: number; rate: number }

export type NodePlan = {
  name: string
  bundle: string
  dataDir: string
  databaseUrl: string
  redisUrl: string
}

/** A process of the product. Its clock is wrong from the next start on, if it is told so. */
export type ProductNode = { program: Program; setClock(error: ClockError | undefined): void }

export const samplesFile = (dataDir: string) => join(dataDir, 'samples.jsonl')

export const serverNode = (plan: NodePlan, port: number): ProductNode =>
  productNode(plan, { HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' }, () =>
    answersOk(`http://127.0.0.1:${port}/livez`),
  )

export function workerNode(plan: NodePlan): ProductNode {
  let startsSeen = 0
  return productNode(plan, { LOG_LEVEL: 'info' }, async () => {
    const log = await readFile(join(plan.dataDir, `${plan.name}.log`), 'utf8')
    const starts = log.split('The worker is ready').length - 1
    if (starts <= startsSeen) return false
    startsSeen = starts
    return true
  })
}

export const answersOk = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) }).then(
    (answer) => answer.ok,
    () => false,
  )

/** The built product, with rate limits far away and everything it says in a file. */
function productNode(plan: NodePlan, own: NodeJS.ProcessEnv, isReady: () => Promise<boolean>): ProductNode {
  let clock: ClockError | undefined
  const program = new Program({
    name: plan.name,
    command: process.execPath,
    args: ['--import', WATCH, plan.bundle],
    logFile: join(plan.dataDir, `${plan.name}.log`),
    isReady,
    env: () => ({
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: plan.databaseUrl,
      REDIS_URL: plan.redisUrl,
      AUTH_SECRETS: BENCH_SECRET,
      CHATTERLY_DATA_DIR: plan.dataDir,
      RATE_LIMIT_SCALE: '1000000',
      SHUTDOWN_GRACE_MS: '2000',
      CALL_RING_SECONDS: String(CALL_RING_SECONDS),
      FAULTS_NAME: plan.name,
      FAULTS_SAMPLES: samplesFile(plan.dataDir),
      ...(clock && { FAULTS_CLOCK: JSON.stringify(clock) }),
      ...own,
    }),
  })
  return { program, setClock: (error) => void (clock = error) }
}
