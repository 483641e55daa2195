import { cpuRatio, rateRatio, type Report } from '../measure/report.ts'
import { FIRST_SEQ, seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'
import { compareHttp, queryPath } from './http-rows.ts'

const CONNECTIONS = 50
const PROCESSES = 2
const LATEST = 50

/** The latest messages of a long conversation, over HTTP. */
export async function history(stand: Stand): Promise<Report> {
  const { isQuick, pool, say } = stand
  const [each, conversations] = isQuick ? [1_000, 3] : [100_000, 10]
  const people = await seedPeople(stand, CONNECTIONS)
  const ids = await seedConversations(
    stand,
    Array.from({ length: conversations }, () => people),
  )
  const senderIds = people.map(({ id }) => id)
  for (const [place, id] of ids.entries()) {
    await pool.query(
      `insert into messages (conversation_id, number, seq, sender_id, body)
       select $1, n, n + $4, ($3::uuid[])[1 + n % array_length($3::uuid[], 1)], 'message ' || n || ' of a long conversation'
       from generate_series(1, $2::int) n`,
      [id, each, senderIds, FIRST_SEQ],
    )
    await pool.query('update conversations set message_count = $2, last_seq = last_seq + $2 where id = $1', [
      id,
      each,
    ])
    say(`${(place + 1) * each} messages`)
  }
  await pool.query('vacuum analyze')
  const [conversationId] = ids
  const asking = {
    name: `latest ${LATEST} of ${each} among ${each * conversations}`,
    path: queryPath('messages.list', { conversationId, limit: LATEST }),
    cookies: people.map(({ cookie }) => cookie),
    connections: CONNECTIONS,
    seconds: stand.seconds,
  }
  const several = await stand.startAnother(PROCESSES)
  const servers = { 'one process': stand.server, [`${PROCESSES} processes`]: several }
  const { ours, bare } = await compareHttp(stand, asking, servers)
  await several.stop()
  return {
    rows: [...ours, bare],
    ratios: ours.flatMap((row) => [
      rateRatio(`answers a second over bare HTTP, ${row.name}`, row, bare),
      cpuRatio(`server CPU per answer over bare HTTP, ${row.name}`, [row, 'server'], [bare, 'server']),
    ]),
  }
}
