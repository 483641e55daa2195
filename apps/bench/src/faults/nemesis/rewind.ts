import { canariesIn } from '../canary.ts'
import { nowMicros } from '../../measure/moment.ts'
import { callNode } from './call-node.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'

/** Messages of each conversation that are lost, and how many are said again before anybody is back. */
const LOST_MAX = 5
const SAID_AGAIN = 8

/**
 * The database comes back without its last moments and with a new epoch, as after a failover or from a backup, and
 * has grown past where the clients stood before they are back: only the epoch tells them.
 */
export const rewind: Fault = {
  id: 'rewind',
  words: 'the log loses a tail and gets a new epoch',
  async strike(strike) {
    const { stand, act, sleep } = strike
    stand.front.hold()
    for (const node of nodesOf(stand)) await node.program.kill()
    // Nobody who waits for an answer gets one: they ask again.
    stand.front.reset()
    act('the tail is lost')
    await loseTail(strike)
    for (const node of nodesOf(stand)) await node.program.start()
    await sayAgain(strike)
    stand.front.release()
    await sleep(2000)
  },
}

async function loseTail({ stand, cast, noteRewind }: Strike): Promise<void> {
  const client = await stand.pool.connect()
  try {
    await client.query('begin')
    // A transaction of a node that was killed may still be ending.
    await client.query('select from conversations order by id for update')
    // What can be taken back is what was said: the tail that is lost begins after the last change of any other kind.
    const { rows } = await client.query<{ id: string; seq: number; kept: number }>(
      `select id, last_seq::float8 as seq, greatest(last_seq - $1, (
         select max(event.seq) from conversation_events event
         where event.conversation_id = conversations.id and event.type <> 'message.created'
       ))::float8 as kept from conversations`,
      [LOST_MAX],
    )
    const ids = rows.map(({ id }) => id)
    const kept = rows.map((row) => row.kept)
    const tail = `using unnest($1::uuid[], $2::bigint[]) as tail(id, kept) where conversation_id = tail.id and seq > kept`
    const lost = await client.query<{ id: string; body: string }>(
      `delete from messages ${tail} returning messages.id, body`,
      [ids, kept],
    )
    await client.query(`delete from conversation_events ${tail}`, [ids, kept])
    const lostMessageIds = lost.rows.map(({ id }) => id)
    await client.query('delete from idempotency_keys where result_id = any($1::uuid[])', [lostMessageIds])
    await client.query(
      `update conversations c set last_seq = kept,
         message_count = (select count(*) from messages m where m.conversation_id = c.id)
       from unnest($1::uuid[], $2::bigint[]) as tail(id, kept) where c.id = tail.id`,
      [ids, kept],
    )
    await client.query(
      `update members set last_read_number = least(last_read_number, message_count)
       from conversations c where c.id = members.conversation_id`,
    )
    await client.query('update log_epoch set epoch = gen_random_uuid()')
    await client.query('commit')
    noteRewind({
      at: nowMicros(),
      kept: Object.fromEntries(rows.map((row) => [row.id, row.kept])),
      lostMessageIds,
      lostCanaries: lost.rows.flatMap(({ body }) => canariesIn(cast.run, body)),
    })
  } finally {
    client.release()
  }
}

async function sayAgain({ stand, cast }: Strike): Promise<void> {
  for (const { id: conversationId, members } of cast.conversations) {
    const { cookie } = cast.people[members[0] ?? 0] ?? { cookie: '' }
    for (let n = 0; n < SAID_AGAIN; n += 1) {
      const input = { conversationId, body: `after the loss, ${n}`, key: crypto.randomUUID() }
      await callNode(stand.a, { cookie, path: 'messages.send', input })
    }
  }
}
