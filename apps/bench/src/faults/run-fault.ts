import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { nowMicros } from '../measure/moment.ts'
import { check } from './checker/check.ts'
import { type Evidence, struckAtOf, type Violation } from './checker/evidence.ts'
import { type Figures, figuresOf } from './checker/figures.ts'
import { excessOf } from './checker/i12-resources.ts'
import { startCrowds } from './crowd/crowds.ts'
import { dumpDatabase } from './history/dump.ts'
import { admitGuests, endSessions } from './end-sessions.ts'
import type { Holdings, Note } from './history/entries.ts'
import { readHistories, readSamples } from './history/read-history.ts'
import type { Fault, Strike } from './nemesis/fault.ts'
import type { Cast, LoadPlan } from './plan.ts'
import { type Random, seededRandom } from './random.ts'
import { settle } from './settle.ts'
import { readHoldings, readHoldingsOnceIdle } from './stand/holdings.ts'
import { samplesFile } from './stand/node.ts'
import { listSchedules, WANTED_SCHEDULES } from './stand/schedules.ts'
import { seedCast } from './stand/seed-cast.ts'
import { type Bundles, type Stand, startStand } from './stand/stand.ts'

/** Part of the fault's time after which some sessions are ended. */
const ENDS_AFTER = 0.3

export type RunOptions = {
  fault: Fault
  seed: number
  plan: LoadPlan
  bundles: Bundles & { crowd: string }
  say: (line: string) => void
  /** Where violations are wanted, nobody looks at the logs. */
  keepsNothing?: boolean
}

export type Verdict = {
  fault: string
  words: string
  seed: number
  balancer: string
  figures: Figures
  violations: Violation[]
  /** What was done to the product, in words, each with its seconds after the fault struck. */
  acts: string[]
  /** Where the histories and logs are, when something was violated. */
  keptIn?: string
}

/** One fault, once: a stand of its own, people who talk, the fault, and what it did to what was promised. */
export async function runFault(options: RunOptions): Promise<Verdict> {
  const { fault, seed, bundles } = options
  const random = seededRandom(seed)
  const stand = await startStand(bundles, random.fork('network'))
  let keepsLogs = true
  try {
    const evidence = await gatherEvidence(stand, random, options)
    const violations = check(evidence)
    keepsLogs = violations.length > 0 && !options.keepsNothing
    return {
      fault: fault.id,
      words: fault.words,
      seed,
      balancer: stand.balancer.words,
      figures: figuresOf(evidence, violations),
      violations,
      acts: actsIn(evidence),
      ...(keepsLogs && { keptIn: stand.dataDir }),
    }
  } catch (problem) {
    options.say(`The run itself failed; its logs are in ${stand.dataDir}`)
    throw problem
  } finally {
    await stand.stop({ keepsLogs })
  }
}

async function gatherEvidence(stand: Stand, random: Random, options: RunOptions): Promise<Evidence> {
  const { fault, seed, plan, bundles, say } = options
  const notes: Note[] = []
  const { dataDir, pool, url } = stand
  const cast = await seedCast(pool, plan, { seed, random: random.fork('cast') })
  const crowds = await startCrowds({ bundle: bundles.crowd, cast, url, dataDir })
  try {
    const { bodyBytes } = fault
    await crowds.startLoad({ seed, perSecond: plan.opsPerSecond, ...(bodyBytes && { bodyBytes }) })
    const given = { stand, cast, crowds, random: random.fork('guests') }
    const guests = await admitGuests(given)
    await sleep(plan.warmUpSeconds * 1000)
    const before = await readHoldings(stand)
    say(`${fault.id} strikes`)
    notes.push({ kind: 'struck', at: nowMicros(), fault: fault.id })
    const ending = sleep(plan.faultSeconds * ENDS_AFTER * 1000).then(() => endSessions(given, guests, notes))
    await fault.strike(strikeOf({ stand, cast, crowds, random, notes, options }))
    await stand.heal()
    await ending
    notes.push({ kind: 'healed', at: nowMicros(), fault: fault.id })
    say('all is well again')
    await sleep(plan.recoverySeconds * 1000)
    const behind = await settle({ stand, crowds, cast, random, plan, say })
    const isEnough = (after: Holdings) => excessOf({ before, after }).length === 0
    const after = await readHoldingsOnceIdle(stand, isEnough)
    await crowds.askAll('finish', undefined as never)
    return {
      cast,
      notes,
      behind,
      holdings: { before, after },
      histories: await readHistories(crowds.historyDir),
      dump: await dumpDatabase(pool),
      exits: stand.exits(),
      samples: await readSamples(samplesFile(join(dataDir))),
      schedules: { found: await listSchedules(stand.redis), wanted: WANTED_SCHEDULES },
    }
  } finally {
    await crowds.stop()
  }
}

function actsIn({ notes }: Evidence): string[] {
  const struckAt = struckAtOf({ notes })
  return notes.flatMap((note) =>
    note.kind === 'act' || note.kind === 'healed'
      ? `${((note.at - struckAt) / 1e6).toFixed(3)} s ${note.kind === 'act' ? note.words : 'all is well again'}`
      : [],
  )
}

function strikeOf(given: {
  stand: Stand
  cast: Cast
  crowds: Awaited<ReturnType<typeof startCrowds>>
  random: Random
  notes: Note[]
  options: RunOptions
}) {
  const { stand, cast, crowds, random, notes, options } = given
  const { fault, plan, say } = options
  const endsAtMs = Date.now() + plan.faultSeconds * 1000
  return {
    stand,
    cast,
    crowds,
    random: random.fork(fault.id),
    seconds: plan.faultSeconds,
    isOver: () => Date.now() >= endsAtMs,
    sleep: (ms: number) => sleep(Math.max(0, Math.min(ms, endsAtMs - Date.now()))).then(() => undefined),
    act: (words: string) => {
      say(`  ${words}`)
      notes.push({ kind: 'act', at: nowMicros(), fault: fault.id, words })
    },
    probe: (words: string, isOk: boolean, detail = '') => {
      notes.push({ kind: 'probe', at: nowMicros(), fault: fault.id, words, isOk, detail })
    },
    noteRewind: (rewound: Omit<Extract<Note, { kind: 'rewound' }>, 'kind'>) =>
      void notes.push({ kind: 'rewound', ...rewound }),
  } satisfies Strike
}
