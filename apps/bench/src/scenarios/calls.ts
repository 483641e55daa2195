import { expireInTime } from '@chatterly/domain/calls/expire-in-time'
import { CallId } from '@chatterly/protocol/ids'
import type { Callers, Pair } from '../load/callers.ts'
import { type Child, startChild } from '../load/child.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { noLatencies, recordLatency } from '../measure/latencies.ts'
import { GENERATOR, type Report, type Row, toRow } from '../measure/report.ts'
import { countTransactions } from '../stand/database.ts'
import { type Person, seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'
import { startWorker } from '../stand/worker.ts'

const TALKING = 50
const SIGNALS_PER_SECOND = 500
/** Devices of each who is called, of which one answers. */
const DEVICES = 3
/** Who calls has so many calls at once: what rings is what counts. */
const CALLS_OF_EACH = 20
/** Milliseconds until the deadline: time to hand over the jobs. */
const AHEAD_MS = 5000
/** Milliseconds after which a call that still rings has been forgotten. */
const PATIENCE_MS = 20_000

/** Signals between those who talk, rings that an answer silences, and deadlines that come all at once. */
export async function calls(stand: Stand): Promise<Report> {
  const callers = await startChild<Callers>('load/callers.ts')
  const talking = await pairUp(stand, await seedPeople(stand, TALKING), 1)
  const rows = [await measureSignals(stand, callers, talking), await measureSilence(stand, callers, talking)]
  const size = stand.isQuick ? 100 : 1000
  const ringing = await pairUp(stand, await seedPeople(stand, size / CALLS_OF_EACH), CALLS_OF_EACH)
  rows.push(...(await measureDeadlines(stand, callers, ringing)))
  await callers.stop()
  return { rows, ratios: [] }
}

/** Each calls so many, and each of those is called once. */
async function pairUp(stand: Stand, callers: Person[], count: number): Promise<Pair[]> {
  const called = await seedPeople(stand, callers.length * count)
  const couples = called.flatMap((other, at) => {
    const caller = callers[Math.floor(at / count)]
    return caller ? [{ caller, called: other }] : []
  })
  const ids = await seedConversations(
    stand,
    couples.map(({ caller, called: other }) => [caller, other]),
    'group',
  )
  return couples.map((couple, at) => ({ ...couple, conversationId: ids[at] ?? '' }))
}

async function measureSignals(stand: Stand, callers: Child<Callers>, pairs: Pair[]): Promise<Row> {
  const { seconds, server, watched } = stand
  await callers.ask('gather', { target: server.target, pairs, devices: 1 })
  await callers.ask('talk', undefined)
  const pace = { perSecond: SIGNALS_PER_SECOND }
  await callers.ask('signal', { ...pace, seconds: seconds / 5 })
  const before = await countTransactions(stand)
  const read = startMeter({ ...watched, [GENERATOR]: callers.cpuMicros })
  const { sent, heard, failed, latencies } = await callers.ask('signal', { ...pace, seconds })
  const spent = read()
  const queries = (await countTransactions(stand)) - before
  await callers.ask('hangUp', undefined)
  const name = `signals between ${pairs.length} pairs, ${SIGNALS_PER_SECOND} a second`
  stand.say(`${name} are done`)
  return toRow({
    name,
    unit: 'signals',
    units: heard,
    lost: sent - failed - heard,
    failed,
    spent,
    latencies,
    facts: { 'queries of the database a signal, with all others meanwhile': queries / Math.max(1, heard) },
  })
}

async function measureSilence(stand: Stand, callers: Child<Callers>, pairs: Pair[]): Promise<Row> {
  const { seconds, server, watched } = stand
  await callers.ask('gather', { target: server.target, pairs, devices: DEVICES })
  await callers.ask('silence', { seconds: seconds / 5 })
  const read = startMeter({ ...watched, [GENERATOR]: callers.cpuMicros })
  const { latencies, lost } = await callers.ask('silence', { seconds })
  const units = latencies.counts.reduce((sum, count) => sum + count, 0)
  stand.say('silence is done')
  return toRow({
    name: 'answered on one device, until another is silent',
    unit: 'devices',
    units,
    lost,
    spent: read(),
    latencies,
  })
}

/** All deadlines are moved to one moment, which is harder than any day. */
async function measureDeadlines(stand: Stand, callers: Child<Callers>, pairs: Pair[]): Promise<Row[]> {
  const { server, watched, pool, say } = stand
  const worker = await startWorker(stand)
  await callers.ask('gather', { target: server.target, pairs, devices: 1 })
  await callers.ask('ring', undefined)
  say(`${pairs.length} calls ring`)
  const missed = callers.ask('listenForMissed', { withinMs: AHEAD_MS + PATIENCE_MS })
  await moveDeadlines(stand)
  const read = startMeter({ ...watched, worker: worker.cpuMicros, [GENERATOR]: callers.cpuMicros })
  const { lateMs } = await missed
  const spent = read()
  await worker.stop()
  const { rows } = await pool.query<{ ms: number }>(
    `select extract(epoch from ended_at - ringing_until)::float8 * 1000 as ms from calls where state = 'missed'`,
  )
  const toDeadlines = (name: string, late: number[], unit: string): Row => {
    const latencies = noLatencies()
    for (const ms of late) recordLatency(latencies, ms * 1000)
    return toRow({
      name: `${pairs.length} calls whose deadline is one moment: ${name}`,
      unit,
      units: late.length,
      lost: pairs.length - late.length,
      spent,
      latencies,
      facts: { 'milliseconds after the deadline, the last': Math.max(...late) },
    })
  }
  return [
    toDeadlines(
      'missed in the database',
      rows.map(({ ms }) => ms),
      'calls',
    ),
    toDeadlines('heard by who was called', lateMs, 'devices'),
  ]
}

/** With the jobs that carry them out. */
async function moveDeadlines({ pool, world }: Stand): Promise<void> {
  const startedAt = new Date()
  const ringingUntil = new Date(startedAt.getTime() + AHEAD_MS)
  const { rows } = await pool.query<{ id: string }>(
    `update calls set ringing_until = $1 where state = 'calling' returning id`,
    [ringingUntil],
  )
  for (const { id } of rows) expireInTime(world, { id: CallId.parse(id), startedAt, ringingUntil })
}
