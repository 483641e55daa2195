import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { runJobs } from '@chatterly/platform/queue'
import { CALL_DESERTED_SECONDS, CALL_SILENT_SECONDS } from '@chatterly/protocol/calls/shapes'
import { type CallId, DeviceId } from '@chatterly/protocol/ids'
import { startOwnRedis } from '@chatterly/testing/own-redis'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readEvents } from '../realtime/read-events.ts'
import { expireCall } from './expire-call.ts'
import { callJobHandlers } from './jobs.ts'
import { startCallSweeper } from './sweeper.ts'
import { sweepOverdue } from './sweep-overdue.ts'
import { sweepSilent } from './sweep-silent.ts'

const settings = { CALL_RING_SECONDS: '1' }
const redisUrl = await startOwnRedis()
const world = await openTestWorld({ settings, redisUrl })
const other = await openTestWorld({ settings, redisUrl, databaseUrl: world.env.DATABASE_URL })
const ada = await world.person('Ada')
const newDevice = () => DeviceId.parse(crypto.randomUUID())

async function called(others: Person[]) {
  const conversationId = await conversationOf(ada, others, 'group')
  const start = { conversationId, media: 'voice' as const, device: newDevice(), key: newKey() }
  const { id: callId } = await ada.call.calls.start(start)
  const seen = () => ada.call.calls.get({ callId })
  const events = async () =>
    (await readEvents(world.db, conversationId, { after: 1 })).map(({ type }) => type)
  return { conversationId, callId, seen, events, device: start.device }
}

const lapse = (callId: CallId) =>
  world.db.update(calls).set({ ringingUntil: sql`clock_timestamp()` }).where(eq(calls.id, callId))

/** Of what a sweep did, what is about this call: others may be overdue as well. */
const swept = async (callId: CallId, ...sweeps: Promise<CallId[]>[]) =>
  (await Promise.all(sweeps)).flat().filter((id) => id === callId)

const silence = (callId: CallId, person: Person, seconds: number) =>
  world.db
    .update(callParticipants)
    .set({ heardAt: sql`clock_timestamp() - ${seconds + 1} * interval '1 second'` })
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.userId, person.id)))

const MISSED = ['call.started', 'call.missed', 'message.created']

function work(on = world) {
  const runner = runJobs(on.redis.queue, on.world.logger, callJobHandlers(on.world))
  onTestFinished(() => runner.close())
}

test('a call nobody answers is missed within a second of its deadline, and waits to be read', async () => {
  const grace = await world.person('Grace')
  work()
  const { seen, events, conversationId } = await called([grace])
  await vi.waitFor(async () => expect((await seen()).state).toBe('missed'), { timeout: 5000, interval: 20 })
  const { endedAt, ringingUntil } = await seen()
  const lateMs = Date.parse(endedAt ?? '') - Date.parse(ringingUntil ?? '')
  expect(lateMs).toBeGreaterThanOrEqual(0)
  expect(lateMs).toBeLessThan(1000)
  expect(await events()).toEqual(MISSED)
  expect((await grace.call.conversations.get({ conversationId })).me.unread).toBe(1)
})

test('two workers at once, each with its jobs and its sweeper, miss every call once', async () => {
  const grace = await world.person('Grace')
  for (const on of [world, other]) {
    work(on)
    const sweeper = startCallSweeper(on.world)
    onTestFinished(() => sweeper.stop())
  }
  const all = await Promise.all(Array.from({ length: 12 }, () => called([grace])))
  for (const { seen } of all)
    await vi.waitFor(async () => expect((await seen()).state).toBe('missed'), { timeout: 10_000 })
  // The jobs that come after all find nothing to do.
  await vi.waitFor(async () => expect(await world.redis.queue.keys('*:delayed')).toEqual([]), {
    timeout: 10_000,
  })
  for (const { seen, events } of all) {
    expect(await seen()).toMatchObject({ fence: 2, result: 'missed' })
    expect(await events()).toEqual(MISSED)
  }
})

test('a deadline changes nothing once somebody has decided, and comes again where it came early', async () => {
  const [grace, mary] = [await world.person('Grace'), await world.person('Mary')]
  const declined = await called([grace])
  await grace.call.calls.decline({ callId: declined.callId })
  await lapse(declined.callId)
  expect(await expireCall(world.world, declined.callId)).toEqual({ kind: 'decided' })
  expect(await declined.seen()).toMatchObject({ state: 'declined' })
  const early = await called([mary])
  expect(await expireCall(world.world, early.callId)).toMatchObject({ kind: 'early' })
  expect(await early.seen()).toMatchObject({ state: 'calling', fence: 1 })
})

test('where some have answered it rings no more for the others, and goes on', async () => {
  const [grace, mary] = [await world.person('Grace'), await world.person('Mary')]
  const { callId, seen, events } = await called([grace, mary])
  await grace.call.calls.accept({ callId, device: newDevice() })
  await lapse(callId)
  expect(await expireCall(world.world, callId)).toEqual({ kind: 'expired' })
  const { state, participants } = await seen()
  expect([state, ...participants.map(({ standing }) => standing)]).toEqual([
    'active',
    'present',
    'present',
    'missed',
  ])
  expect(await expireCall(world.world, callId)).toEqual({ kind: 'decided' })
  expect(await events()).toEqual(['call.started', 'call.accepted', 'call.missed'])
})

test('however many carry a deadline out at once, on two processes, it happens once', async () => {
  const grace = await world.person('Grace')
  for (let round = 0; round < 10; round += 1) {
    const { callId, events } = await called([grace])
    await lapse(callId)
    const tries = [world, other, world, other, world].map((on) => expireCall(on.world, callId))
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'expired')).toHaveLength(1)
    expect(await events()).toEqual(MISSED)
  }
})

test('many that are due are carried out together, each once, though one conversation is held by somebody', async () => {
  const grace = await world.person('Grace')
  const all = await Promise.all(Array.from({ length: 12 }, () => called([grace])))
  for (const { callId } of all) await lapse(callId)
  const [held] = all
  if (!held) throw new Error('Nobody calls')
  const sweeps = await world.db.transaction(async (tx) => {
    await tx.execute(sql`select from conversations where id = ${held.conversationId} for update`)
    const begun = [sweepOverdue(world.world), sweepOverdue(other.world)]
    // The others do not wait for the one.
    for (const { seen } of all.slice(1))
      await vi.waitFor(async () => expect((await seen()).state).toBe('missed'), { timeout: 10_000 })
    expect((await held.seen()).state).toBe('calling')
    return begun
  })
  const done = (await Promise.all(sweeps)).flat()
  for (const { callId, seen, events } of all) {
    expect(done.filter((id) => id === callId)).toHaveLength(1)
    expect(await seen()).toMatchObject({ state: 'missed', fence: 2, result: 'missed' })
    expect(await events()).toEqual(MISSED)
  }
})

test('an answer at the last moment and the deadline: one of them has decided', async () => {
  const grace = await world.person('Grace')
  for (let round = 0; round < 10; round += 1) {
    const { callId, seen, events } = await called([grace])
    await lapse(callId)
    const [answer] = await Promise.allSettled([
      grace.call.calls.accept({ callId }),
      expireCall(other.world, callId),
    ])
    const { state } = await seen()
    expect(state).toBe(answer.status === 'fulfilled' ? 'active' : 'missed')
    expect((await events()).filter((type) => type !== 'message.created')).toHaveLength(2)
    if (state === 'active') await ada.call.calls.end({ callId })
  }
})

test('what Redis has forgotten the sweeper carries out, and the job that comes after all does nothing', async () => {
  const grace = await world.person('Grace')
  const { callId, seen, events } = await called([grace])
  await vi.waitFor(async () => expect(await world.redis.queue.keys('*:delayed')).not.toEqual([]))
  await world.redis.queue.flushall()
  expect(await swept(callId, sweepOverdue(world.world))).toEqual([])
  await lapse(callId)
  expect(await swept(callId, sweepOverdue(world.world), sweepOverdue(other.world))).toEqual([callId])
  expect(await seen()).toMatchObject({ state: 'missed' })
  expect(await expireCall(world.world, callId)).toEqual({ kind: 'decided' })
  expect(await events()).toEqual(MISSED)
})

describe('nobody is left', () => {
  test('who calls vanishes: it stops ringing, and was cancelled', async () => {
    const grace = await world.person('Grace')
    const { callId, seen } = await called([grace])
    await silence(callId, ada, CALL_DESERTED_SECONDS)
    expect(await swept(callId, sweepSilent(world.world))).toEqual([callId])
    expect(await seen()).toMatchObject({ state: 'ended', result: 'cancelled' })
  })

  test('all who talk vanish: it is over; while one is heard it is not', async () => {
    const grace = await world.person('Grace')
    const { callId, seen, device } = await called([grace, await world.person('Mary')])
    await grace.call.calls.accept({ callId, device: newDevice() })
    await silence(callId, grace, CALL_DESERTED_SECONDS)
    expect(await swept(callId, sweepSilent(world.world))).toEqual([])
    await silence(callId, ada, CALL_DESERTED_SECONDS)
    await ada.call.calls.heartbeat({ callId, device })
    expect(await swept(callId, sweepSilent(world.world))).toEqual([])
    await silence(callId, ada, CALL_DESERTED_SECONDS)
    expect(await swept(callId, sweepSilent(world.world), sweepSilent(other.world))).toEqual([callId])
    expect(await seen()).toMatchObject({ state: 'ended', result: 'answered' })
  })

  test('one is silent for long, and the others talk on without them', async () => {
    const [grace, mary] = [await world.person('Grace'), await world.person('Mary')]
    const { callId, seen } = await called([grace, mary])
    for (const person of [grace, mary]) await person.call.calls.accept({ callId, device: newDevice() })
    await silence(callId, mary, CALL_SILENT_SECONDS)
    expect(await swept(callId, sweepSilent(world.world))).toEqual([callId])
    const { state, participants } = await seen()
    expect([state, participants.find(({ user }) => user.id === mary.id)?.standing]).toEqual([
      'active',
      'left',
    ])
    await ada.call.calls.end({ callId })
  })

  test('who is removed from the group is out of its call', async () => {
    const grace = await world.person('Grace')
    const { callId, seen, conversationId } = await called([grace, await world.person('Mary')])
    const device = newDevice()
    await grace.call.calls.accept({ callId, device })
    await ada.call.conversations.removeMember({ conversationId, userId: grace.id })
    await expect(grace.call.calls.heartbeat({ callId, device })).rejects.toMatchObject({
      cause: { code: 'call.not_in' },
    })
    expect(await swept(callId, sweepSilent(world.world))).toEqual([callId])
    expect((await seen()).participants.find(({ user }) => user.id === grace.id)?.standing).toBe('left')
    await ada.call.calls.end({ callId })
  })
})
