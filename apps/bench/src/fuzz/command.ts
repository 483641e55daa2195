import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startServices } from '@chatterly/services/start-services'
import { seededRandom } from '../faults/random.ts'
import { createDatabase } from '../stand/database.ts'
import { buildServer, type Server, startServer } from '../stand/server.ts'
import type { Findings } from './findings.ts'
import { runFuzz } from './run-fuzz.ts'
import { setStage } from './set-stage.ts'
import { signUpPeople } from './person.ts'
import { readRestInterface } from './rest-operations.ts'

const WATCH = fileURLToPath(new URL('watch-prototypes.mjs', import.meta.url))
const INPUTS = 20_000
/** What `pnpm check` sends. */
const INPUTS_SHORT = 4000
const PEOPLE = 4

const USAGE = `Usage: npm run fuzz -- [--inputs n] [--seed n] [--short]
  Sends made-up inputs for every procedure, over HTTP, sockets and every path of the REST interface, to a server of its
  own. None may be answered as the server's fault or, over REST, otherwise than documented; end it; or change what all
  objects share.
  --inputs  how many; ${INPUTS} if not told
  --seed    the same inputs again
  --short   what pnpm check sends
`

/** `npm run fuzz`. The answer is the status to exit with: 1 when something must be mended. */
export async function fuzz(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      inputs: { type: 'string' },
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
    },
  })
  const inputs = Number(values.inputs ?? (values.short ? INPUTS_SHORT : INPUTS))
  const seed = Number(values.seed ?? (values.short ? 1 : Date.now() % 1_000_000))
  if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed)) {
    process.stderr.write(USAGE)
    return 2
  }
  // An exit takes the server along; to die of a signal would leave it behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  const startedAt = Date.now()
  const say = (line: string) =>
    void process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}\n`)
  say(`seed ${seed}`)
  await buildServer()
  return withServer(say, async (server) => {
    const people = await signUpPeople(server.target.origin, PEOPLE)
    const pools = await setStage(server.target.origin, people, seededRandom(seed))
    const rest = await readRestInterface(server.target.origin)
    const beganAt = Date.now()
    const findings = await runFuzz({ server, people, pools, rest, inputs, seed, say })
    const isFine = findings.faults.length === 0 && server.ending() === undefined
    process.stdout.write(
      toRow(findings, { seed, seconds: (Date.now() - beganAt) / 1000, ending: server.ending() }),
    )
    return isFine ? 0 : 1
  })
}

async function withServer(
  say: (line: string) => void,
  act: (server: Server) => Promise<number>,
): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-fuzz-'))
  // The database may have to run as another user, who has to pass through.
  await chmod(dataDir, 0o711)
  const services = await startServices({
    dataDir,
    ...(process.env.DATABASE_URL && { databaseUrl: process.env.DATABASE_URL }),
    ...(process.env.REDIS_URL && { redisUrl: process.env.REDIS_URL }),
    log: say,
  })
  const database = await createDatabase(services.databaseUrl)
  try {
    const server = await startServer(
      { databaseUrl: database.url, redisUrl: services.redisUrl },
      { preload: [WATCH] },
    )
    const status = await act(server)
    await server.stop()
    return status
  } finally {
    await database.drop()
    await services.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function toRow(
  { inputs, answers, doors, faults, slowestMs, slowest }: Findings,
  { seed, seconds, ending }: { seed: number; seconds: number; ending: string | undefined },
): string {
  const counted = (counts: Map<string, number>) =>
    [...counts]
      .sort(([, some], [, others]) => others - some)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', ')
  return `
| seed | inputs | seconds | server's fault | ended | slowest |
|---|---|---|---|---|---|
| ${seed} | ${inputs} | ${seconds.toFixed(0)} | ${faults.length} | ${ending ?? 'no'} | ${slowestMs.toFixed(0)} ms |

${counted(answers)}
${counted(doors)}
slowest: ${slowest}
${faults.map((fault) => `\n${fault}\n`).join('')}`
}
