import { readEvents } from '@chatterly/domain/realtime/read-events'
import setUpServices from '@chatterly/testing/global-setup'
import { startOwnRedis } from '@chatterly/testing/own-redis'
import type { Program } from '@chatterly/testing/program'
import { conversationOf, newKey, openTestWorld } from '@chatterly/testing/test-world'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { kill, saidOf, startWorker } from './testing/worker-process.ts'

/** Milliseconds after its deadline, or after nothing hinders any more, in which a call is over: two seconds, and a busy machine. */
const SOON_MS = 4000
/** Milliseconds. A busy machine may take its time. */
const eventually = { timeout: 15_000, interval: 20 }
const DEADLINE = 'The deadline of a call has come'
const NOTHING_TO_DO = 'There is nothing left to do'
const MISSED = ['call.started', 'call.missed', 'message.created']

afterAll(await setUpServices())
const world = await openTestWorld({
  redisUrl: await startOwnRedis(),
  settings: { CALL_RING_SECONDS: '1' },
})
const { cache, queue } = world.redis
const ada = await world.person('Ada')

// What was killed leaves its jobs behind.
beforeEach(() => cache.flushall())

async function adaCalls() {
  const conversationId = await conversationOf(ada, [await world.person('Grace')], 'direct')
  const { id: callId } = await ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
  const seen = () => ada.call.calls.get({ callId })
  return {
    conversationId,
    callId,
    seen,
    untilMissed: () => vi.waitFor(async () => expect((await seen()).state).toBe('missed'), eventually),
    async expectMissedOnce() {
      expect(await seen()).toMatchObject({ state: 'missed', result: 'missed', fence: 2 })
      const events = await readEvents(world.db, conversationId, { after: 1 })
      expect(events.map(({ type }) => type)).toEqual(MISSED)
    },
  }
}

/** Statements that wait for what somebody else has locked. */
async function countWaiting(): Promise<number> {
  const { rows } = await world.db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`)
  return rows[0]?.count ?? 0
}

const untilWaiting = () => vi.waitFor(async () => expect(await countWaiting()).toBeGreaterThan(0), eventually)

/** Milliseconds from a moment of this machine's clock, which PostgreSQL shares, until the call was over. */
const msUntilOver = async ({ seen }: Awaited<ReturnType<typeof adaCalls>>, fromMs: number) =>
  Date.parse((await seen()).endedAt ?? '') - fromMs

/** Where the job of a call waits while this is locked, and is killed. */
const moments: Record<string, (conversationId: string) => SQL> = {
  'before it has the conversation': (conversationId) =>
    sql`select from conversations where id = ${conversationId} for update`,
  'with half of it written': () => sql`lock table messages in share mode`,
}

for (const [moment, lock] of Object.entries(moments)) {
  test(`a worker that is killed in the job, ${moment}, leaves the call to another, which misses it once`, async () => {
    const first = await startWorker(world)
    const call = await adaCalls()
    await world.db.transaction(async (tx) => {
      await tx.execute(lock(call.conversationId))
      await vi.waitFor(() => expect(saidOf(first, call.callId, DEADLINE)).toBe(1), eventually)
      await untilWaiting()
      await startWorker(world)
      await kill(first)
      expect((await call.seen()).state).toBe('calling')
    })
    const releasedAtMs = Date.now()
    await call.untilMissed()
    expect(await msUntilOver(call, releasedAtMs)).toBeLessThan(SOON_MS)
    await call.expectMissedOnce()
  })
}

test('a worker that is killed between the commit and the end of its job: the job comes again and finds nothing to do', async () => {
  const first = await startWorker(world)
  const call = await adaCalls()
  await world.db.transaction(async (tx) => {
    await tx.execute(sql`select from conversations where id = ${call.conversationId} for update`)
    await vi.waitFor(() => expect(saidOf(first, call.callId, DEADLINE)).toBe(1), eventually)
    // Redis takes nothing more, so nobody can say that a job is done.
    await queue.call('CLIENT', 'PAUSE', '60000', 'WRITE')
  })
  await call.untilMissed()
  await kill(first)
  await queue.call('CLIENT', 'UNPAUSE')
  const [active = ''] = await queue.keys('*:jobs:active')
  expect(await queue.llen(active)).toBe(1)
  // The job counts as abandoned when its lock has ended and two looks, half a minute apart, have found none.
  await queue.del(...(await queue.keys('*:lock')))
  const workers: Program[] = []
  for (const _look of ['first', 'second']) {
    await queue.del(...(await queue.keys('*:stalled-check')))
    workers.push(await startWorker(world))
  }
  const said = (words: string) => workers.reduce((sum, worker) => sum + saidOf(worker, call.callId, words), 0)
  await vi.waitFor(() => expect(said(NOTHING_TO_DO)).toBe(1), eventually)
  expect(said(DEADLINE)).toBe(1)
  await call.expectMissedOnce()
})

test('Redis forgets everything while it rings: two workers miss each call once, in time', async () => {
  const workers = await Promise.all([startWorker(world), startWorker(world)])
  const calls = await Promise.all(Array.from({ length: 6 }, adaCalls))
  await cache.flushall()
  expect(await queue.keys('*:delayed')).toEqual([])
  for (const call of calls) {
    await call.untilMissed()
    const { ringingUntil } = await call.seen()
    expect(await msUntilOver(call, Date.parse(ringingUntil ?? ''))).toBeLessThan(SOON_MS)
    await call.expectMissedOnce()
    expect(workers.map((worker) => saidOf(worker, call.callId, DEADLINE))).toEqual([0, 0])
  }
})

test('Redis forgets everything while a worker is in the job, and that worker is killed: missed once, by the other', async () => {
  const workers = await Promise.all([startWorker(world), startWorker(world)])
  const call = await adaCalls()
  const hasTheJob = (worker: (typeof workers)[number]) => saidOf(worker, call.callId, DEADLINE) === 1
  await world.db.transaction(async (tx) => {
    await tx.execute(sql`select from conversations where id = ${call.conversationId} for update`)
    await vi.waitFor(() => expect(workers.filter(hasTheJob)).toHaveLength(1), eventually)
    await untilWaiting()
    await cache.flushall()
    for (const worker of workers.filter(hasTheJob)) await kill(worker)
  })
  const releasedAtMs = Date.now()
  await call.untilMissed()
  expect(await msUntilOver(call, releasedAtMs)).toBeLessThan(SOON_MS)
  expect(workers.filter((worker) => worker.isRunning())).toHaveLength(1)
  await call.expectMissedOnce()
})
