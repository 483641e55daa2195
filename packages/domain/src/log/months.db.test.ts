import { checkPartitions, firstIdAt, makePartitions } from '@chatterly/db/partitions'
import { logJobHandlers } from './jobs.ts'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

const base = await openTestWorld()
// Connections from here on look into this schema first, where the test puts a clock of its own.
await base.db.execute(
  sql.raw(
    `alter database ${new URL(base.env.DATABASE_URL).pathname.slice(1)} set search_path = public, pg_catalog`,
  ),
)
const world = await openTestWorld({ databaseUrl: base.env.DATABASE_URL })
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const DAY_MS = 86_400_000

/** The database's own clock, moved: new ids and event times come from here. */
async function moveClock(to: Date): Promise<void> {
  const ms = to.getTime() - Date.now()
  const moved = `interval '${ms} milliseconds'`
  await world.db.execute(
    sql.raw(
      `create or replace function public.uuidv7() returns uuid language sql as $$ select pg_catalog.uuidv7(${moved}) $$`,
    ),
  )
  await world.db.execute(
    sql.raw(
      `alter table conversation_events alter column at set default pg_catalog.clock_timestamp() + ${moved}`,
    ),
  )
}

const monthsOf = async (table: string) => {
  const { rows } = await world.db.execute<{ name: string }>(
    sql`select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = ${table}::regclass order by 1`,
  )
  return rows.map((row) => row.name.slice(-7))
}

async function turnMonths(now: Date): Promise<void> {
  const [turn] = logJobHandlers(
    { ...world.world, clock: { now: () => now } },
    { eventLogDays: 90, keyDays: 30 },
  )
  await turn?.parse({}).run(world.world.logger)
}

test('sends go on across a month’s end and a year’s end, while months are made and dropped', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const year = new Date().getUTCFullYear()
  const ends = [
    Date.UTC(year, new Date().getUTCMonth() + 1, 1),
    Date.UTC(year + 1, 0, 1),
    Date.UTC(year + 1, 6, 1),
  ]
  for (const end of ends) {
    for (let at = Math.max(Date.now(), end - 100 * DAY_MS); at < end + DAY_MS; at += 25 * DAY_MS)
      await turnMonths(new Date(at))
    await moveClock(new Date(end - 150))
    const sending = Array.from({ length: 40 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 10))
      return say(ada, id, `${n}`)
    })
    await turnMonths(new Date(end))
    const sent = (await Promise.all(sending)).sort((a, b) => a.number - b.number)
    const before = sent.filter((message) => message.id < firstIdAt(new Date(end)))
    expect(before.length).toBeGreaterThan(0)
    expect(before.length).toBeLessThan(40)
    expect(sent.map((message) => message.id)).toEqual(sent.map((message) => message.id).sort())
    expect(sent.map((message) => message.createdAt < new Date(end).toISOString())).toEqual(
      sent.map((_, n) => n < before.length),
    )
  }
  const { items } = await grace.call.messages.list({ conversationId: id, limit: 100, after: 20 })
  expect(items.map((message) => message.number)).toEqual(Array.from({ length: 100 }, (_, n) => n + 21))

  await turnMonths(new Date(Date.UTC(year + 1, 6, 1)))
  expect((await monthsOf('conversation_events'))[0]).toBe(`${year + 1}_04`)
  expect((await monthsOf('messages'))[0]).toBe(
    `${year}_${String(new Date().getUTCMonth() + 1).padStart(2, '0')}`,
  )
  expect((await monthsOf('messages')).at(-1)).toBe(`${year + 1}_10`)
})

test('a missing month is noticed before it is needed', async () => {
  const far = new Date(Date.UTC(2099, 5, 1))
  await expect(checkPartitions(world.db, far)).rejects.toThrow('partition messages_2099_06 is missing')
  await Promise.all([makePartitions(world.db, far), makePartitions(world.db, far)])
  await checkPartitions(world.db, far)
})
