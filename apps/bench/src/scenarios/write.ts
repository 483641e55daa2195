import type { Inserted, Inserts } from '../bare/inserts.ts'
import { startChild } from '../load/child.ts'
import type { Crowd } from '../load/crowd.ts'
import type { Inside } from '../load/inside.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { GENERATOR, rateRatio, type Report, type Row, toRow } from '../measure/report.ts'
import { seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'

const SENDERS = 500
const CONVERSATIONS = 200

/** Durable sends: the whole path, the writer alone, and one transaction a message. */
export async function write(stand: Stand): Promise<Report> {
  const { seconds, watched, databaseUrl, redisUrl, say } = stand
  const people = await seedPeople(stand, SENDERS)
  const ids = await seedConversations(
    stand,
    Array.from({ length: CONVERSATIONS + 1 }, () => people),
  )
  const [hot = '', ...conversationIds] = ids
  const { target } = stand.server

  const crowd = await startChild<Crowd>('load/crowd.ts')
  async function wholePath(name: string, senders: number, into: string[]): Promise<Row> {
    const before = await countMessages(stand)
    const plans = people.slice(0, senders).map(({ cookie }) => ({ cookie, conversationIds: into }))
    await crowd.ask('openSenders', { target, plans })
    await crowd.ask('send', { seconds: seconds / 5 })
    const warm = await countMessages(stand)
    const read = startMeter({ ...watched, [GENERATOR]: crowd.cpuMicros })
    const { acknowledged, failed, latencies } = await crowd.ask('send', { seconds })
    const spent = read()
    const { written, holes } = await countMessages(stand)
    const row = toRow({
      name,
      unit: 'sends',
      units: acknowledged,
      failed,
      lost: Math.max(0, acknowledged - (written - warm.written)),
      repeated: Math.max(0, written - warm.written - acknowledged - failed),
      facts: { 'holes in the numbers': holes - before.holes },
      spent,
      latencies,
    })
    say(`${row.name}: ${Math.round(row.perSecond)} a second`)
    return row
  }
  const rows: Row[] = []
  // A server that has just started is still being compiled.
  await wholePath('warm-up', SENDERS, conversationIds)
  for (const senders of [1, 10, 100, 500])
    rows.push(await wholePath(`whole path, ${senders} senders, 200 conversations`, senders, conversationIds))
  rows.push(await wholePath('whole path, 500 senders, one hot conversation', SENDERS, [hot]))
  await crowd.stop()

  const senderIds = people.map(({ id }) => id)
  const load = { senderIds, conversationIds, seconds, waiting: SENDERS }
  const inside = await startChild<Inside>('load/inside.ts')
  await inside.ask('open', { databaseUrl, redisUrl })
  async function writerAlone(name: string, into: string[]): Promise<Row> {
    await inside.ask('write', { ...load, conversationIds: into, seconds: seconds / 5 })
    const read = startMeter({ writer: inside.cpuMicros, PostgreSQL: watched.PostgreSQL ?? (() => 0) })
    const { sent, latencies } = await inside.ask('write', { ...load, conversationIds: into })
    return toRow({ name, unit: 'sends', units: sent, spent: read(), latencies })
  }
  rows.push(await writerAlone('writer alone, 500 senders, 200 conversations', conversationIds))
  rows.push(await writerAlone('writer alone, 500 senders, one hot conversation', [hot]))
  await inside.ask('close', undefined)
  await inside.stop()
  say('the writer alone is done')

  const inserts = await startChild<Inserts>('bare/inserts.ts')
  async function bare(name: string, run: () => Promise<Inserted>): Promise<Row> {
    const read = startMeter({ writer: inserts.cpuMicros, PostgreSQL: watched.PostgreSQL ?? (() => 0) })
    const { sent, latencies } = await run()
    return toRow({ name, unit: 'sends', units: sent, spent: read(), latencies })
  }
  rows.push(
    await bare('one transaction a message, 10 connections', () =>
      inserts.ask('run', { ...load, databaseUrl }),
    ),
  )
  for (const connections of [1, 10])
    rows.push(
      await bare(`one row a transaction, as pgbench does it, ${connections} connections`, () =>
        inserts.ask('insertAlone', { databaseUrl, connections, seconds }),
      ),
    )
  await inserts.stop()

  const [one, , , many, hotRow, alone, aloneHot, limit, bareOne] = rows
  const ratios = [
    ...(alone && limit ? [rateRatio('writer alone over one transaction a message', alone, limit)] : []),
    ...(aloneHot && limit
      ? [rateRatio('writer alone, hot, over one transaction a message', aloneHot, limit)]
      : []),
    ...(many && limit
      ? [rateRatio('whole path, 500 senders, over one transaction a message', many, limit)]
      : []),
    ...(hotRow && many
      ? [rateRatio('hot conversation over 200 conversations, whole path', hotRow, many)]
      : []),
    ...(one && bareOne
      ? [rateRatio('one sender, whole path, over one row a transaction on one connection', one, bareOne)]
      : []),
  ]
  return { rows, ratios }
}

/** Messages there are, and numbers and changes that are missing or there twice. */
async function countMessages({ pool }: Stand): Promise<{ written: number; holes: number }> {
  const { rows } = await pool.query<{ written: number; holes: number }>(
    `select coalesce(sum(found), 0)::int as written,
       coalesce(sum(abs(message_count - found) + abs(message_count - numbers) + abs(message_count - newest)), 0)::int as holes
     from conversations join (
       select conversation_id, count(*) as found, count(distinct number) as numbers, max(number) as newest
       from messages group by 1
     ) as counted on counted.conversation_id = conversations.id`,
  )
  return rows[0] ?? { written: 0, holes: 0 }
}
