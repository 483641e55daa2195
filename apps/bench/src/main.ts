import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startServices } from '@chatterly/services/start-services'
import { runFaults } from './faults/command.ts'
import { fuzz } from './fuzz/command.ts'
import { describeMachine } from './measure/machine.ts'
import type { Report } from './measure/report.ts'
import { toTable } from './measure/table.ts'
import { saveReport } from './save-report.ts'
import { auth } from './scenarios/auth.ts'
import { calls } from './scenarios/calls.ts'
import { existence } from './scenarios/existence.ts'
import { fanout } from './scenarios/fanout.ts'
import { history } from './scenarios/history.ts'
import { idle } from './scenarios/idle.ts'
import { login } from './scenarios/login.ts'
import { resume } from './scenarios/resume.ts'
import { write } from './scenarios/write.ts'
import { buildServer } from './stand/server.ts'
import { type Stand, withStand } from './stand/stand.ts'

const SECONDS = 10
const SECONDS_QUICK = 0.3
const IDLE_SOCKETS = 5000
const IDLE_SOCKETS_QUICK = 300
const IDLE_SECONDS = 15

// Scenarios with options, servers and a way of their own to say what they found.
if (process.argv[2] === 'faults') process.exit(await runFaults(process.argv.slice(3)))

if (process.argv[2] === 'fuzz') process.exit(await fuzz(process.argv.slice(3)))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    sockets: { type: 'string' },
    profile: { type: 'string' },
  },
})

const scenarios: Record<string, (stand: Stand) => Promise<Report>> = {
  fanout,
  write,
  idle: (stand) =>
    idle(stand, {
      sockets: Number(values.sockets ?? (values.quick ? IDLE_SOCKETS_QUICK : IDLE_SOCKETS)),
      restSeconds: Number(values.seconds ?? (values.quick ? SECONDS_QUICK : IDLE_SECONDS)),
    }),
  history,
  resume,
  auth,
  login,
  existence,
  calls,
}

const USAGE = `Usage: pnpm bench ${Object.keys(scenarios).join('|')}|all [--quick] [--save] [--seconds n] [--sockets n] [--profile folder]
       pnpm bench faults …, pnpm bench fuzz …, which see
  --quick    ten seconds at most for each: to see that it works, not to compare
  --save     keeps the result under docs/bench
  --seconds  how long each number is measured; 10 if not told. For idle, how long the sockets rest; 15 if not told
  --sockets  for idle
  --profile  writes a processor profile of the server into the folder
`

const [asked = ''] = positionals
const chosen = asked === 'all' ? Object.keys(scenarios) : [asked]
if (!chosen.every((name) => name in scenarios)) {
  process.stderr.write(USAGE)
  process.exit(2)
}

const startedAt = Date.now()
const say = (line: string) =>
  void process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}\n`)

// An exit takes the server along; to die of a signal would leave it behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

await buildServer()
const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-bench-'))
// The database may have to run as another user, who has to pass through.
await chmod(dataDir, 0o711)
const services = await startServices({
  dataDir,
  ...(process.env.DATABASE_URL && { databaseUrl: process.env.DATABASE_URL }),
  ...(process.env.REDIS_URL && { redisUrl: process.env.REDIS_URL }),
  log: say,
})
try {
  for (const name of chosen) await run(name)
} finally {
  await services.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function run(name: string): Promise<void> {
  say(name)
  const seconds = Number(values.seconds ?? (values.quick ? SECONDS_QUICK : SECONDS))
  const profileDir = values.profile === undefined ? undefined : resolve(values.profile)
  await withStand({ services, isQuick: values.quick, seconds, profileDir, say }, async (stand) => {
    const report = await scenarios[name]?.(stand)
    if (!report) return
    process.stdout.write(`\n## ${name}\n\n${toTable(report)}\n\n`)
    if (values.save) say(`kept in ${await saveReport(name, report, await describeMachine(stand.pool))}`)
    else process.stdout.write(`${JSON.stringify({ scenario: name, ...report })}\n`)
  })
}
