import { parseArgs } from 'node:util'
import { describeHost } from '../measure/machine.ts'
import { faults } from './nemesis/faults.ts'
import type { Fault } from './nemesis/fault.ts'
import type { LoadPlan } from './plan.ts'
import { controlFaults, findPlantedBugs, PLANTED_PLAN } from './planted/find-bugs.ts'
import { type Findings, toFindingsTable, toVerdictRow, toWrongs, VERDICT_HEAD } from './report.ts'
import { runFault } from './run-fault.ts'
import { saveFindings } from './save-findings.ts'
import { buildBundles } from './stand/bundle.ts'

const PLAN: LoadPlan = {
  users: 40,
  conversations: 12,
  opsPerSecond: 150,
  warmUpSeconds: 2,
  faultSeconds: 12,
  recoverySeconds: 6,
  settleSeconds: 60,
}
/** What `pnpm check` runs: enough to see that the harness and the product still hold together. */
const SHORT = {
  faults: ['F1', 'F9', 'F17'],
  bugs: ['resume-off-by-one', 'ack-before-commit', 'membership-at-subscribe'],
}
const SHORT_PLAN: LoadPlan = { ...PLANTED_PLAN, settleSeconds: 60 }

const USAGE = `Usage: pnpm bench faults [--only F1,F7] [--seeds n] [--seed n] [--seconds n] [--planted] [--soak 30m] [--short]
                        [--users n] [--conversations n] [--rate n] [--save]
  --only     these faults alone: ${faults.map(({ id }) => id).join(', ')}
  --seeds    how often each runs, each time with another seed; --seed says which is the first
  --seconds  how long a fault lasts
  --planted  plants known bugs, one after the other, and asks whether the checker finds each
  --soak     mixed faults with ever new seeds for that long
  --short    what pnpm check runs
  --rate     acts a second of all together
  --save     keeps the result under docs/bench
`

type Asked = NonNullable<ReturnType<typeof parse>>

/** `pnpm bench faults`. The answer is the status to exit with: 1 when something was violated or a bug went unseen. */
export async function runFaults(args: string[]): Promise<number> {
  const asked = parse(args)
  if (!asked) {
    process.stderr.write(USAGE)
    return 2
  }
  // An exit takes along what was started; to die of a signal would leave it behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  const startedAt = Date.now()
  const say = (line: string) =>
    void process.stderr.write(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${line}\n`)
  const findings: Findings = { verdicts: [], planted: [] }
  await runAll(asked, findings, say)
  if (asked.values.planted || asked.values.short) {
    const names = asked.values.short ? SHORT.bugs : undefined
    findings.planted = await findPlantedBugs({ seed: asked.seed, say, ...(names && { names }) })
  }
  process.stdout.write(`\n${toFindingsTable(findings)}\n`)
  if (asked.values.save) {
    const how = toHow(asked.plan)
    say(`kept in ${await saveFindings(findings, { machine: describeHost(), how })}`)
  }
  const wrong = toWrongs(findings)
  // Last of all: who is shown the end of a long output is shown this.
  if (wrong.length > 0) process.stdout.write(`\nWhat did not hold:\n\n${wrong.join('\n\n')}\n`)
  return wrong.length === 0 ? 0 : 1
}

const toHow = (plan: LoadPlan): string =>
  `${plan.users} people in ${plan.conversations} conversations, ${plan.opsPerSecond} acts a second; ${plan.warmUpSeconds} s before each fault, ${plan.faultSeconds} s of it, ${plan.recoverySeconds} s after it.`

async function runAll(asked: Asked, findings: Findings, say: (line: string) => void): Promise<void> {
  const bundles = await buildBundles('plain')
  try {
    process.stdout.write(`${VERDICT_HEAD}\n`)
    for (const { fault, seed } of runsOf(asked)) {
      const verdict = await runFault({ fault, seed, plan: asked.plan, bundles, say })
      findings.verdicts.push(verdict)
      process.stdout.write(`${toVerdictRow(verdict)}\n`)
      for (const wrong of toWrongs({ verdicts: [verdict], planted: [] })) process.stdout.write(`${wrong}\n`)
    }
  } finally {
    bundles.remove()
  }
}

function* runsOf({ chosen, seed, seeds, soakMs }: Asked): Generator<{ fault: Fault; seed: number }> {
  const endsAt = Date.now() + soakMs
  for (let turn = 0; soakMs > 0 ? Date.now() < endsAt : turn < seeds; turn += 1) {
    for (const fault of chosen) yield { fault, seed: seed + turn }
  }
}

function parse(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      seeds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      users: { type: 'string' },
      conversations: { type: 'string' },
      rate: { type: 'string' },
      soak: { type: 'string' },
      planted: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
    },
  })
  const soakMs = values.soak === undefined ? 0 : durationMs(values.soak)
  const base = values.short || values.planted ? SHORT_PLAN : PLAN
  const plan = {
    ...base,
    users: Number(values.users ?? base.users),
    conversations: Number(values.conversations ?? base.conversations),
    opsPerSecond: Number(values.rate ?? base.opsPerSecond),
    faultSeconds: Number(values.seconds ?? base.faultSeconds),
  }
  const wanted = values.only?.split(',') ?? defaultFaults(values)
  const chosen = wanted.map((id) => faults.find((fault) => fault.id === id))
  const known = chosen.filter((fault) => fault !== undefined)
  if (known.length < chosen.length || Number.isNaN(soakMs)) return undefined
  return { values, plan, chosen: known, seed: Number(values.seed), seeds: Number(values.seeds), soakMs }
}

function defaultFaults(values: { soak?: string | undefined; planted: boolean; short: boolean }): string[] {
  if (values.short) return SHORT.faults
  // With nothing planted, all that bugs are planted under has to be green.
  if (values.planted) return controlFaults()
  return values.soak === undefined ? faults.map(({ id }) => id) : ['F33']
}

const UNITS_MS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 }

/** `90s`, `30m`, `2h`. */
function durationMs(text: string): number {
  const [, count, unit = ''] = /^(\d+)([smh])$/.exec(text) ?? []
  return Number(count) * (UNITS_MS[unit] ?? Number.NaN)
}
