import { Pool } from 'pg'
import { serveParent } from '../load/parent.ts'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'

const CONNECTIONS = 10

type Load = {
  databaseUrl: string
  senderIds: string[]
  conversationIds: string[]
  seconds: number
  waiting: number
}

export type Inserted = { sent: number; latencies: Latencies }
type Alone = { databaseUrl: string; connections: number; seconds: number }

const handlers = {
  /** One row a transaction, and nothing else: what the database and its disk allow. */
  async insertAlone({ databaseUrl, connections, seconds }: Alone): Promise<Inserted> {
    const pool = new Pool({ connectionString: databaseUrl, max: connections })
    await pool.query(
      'create table if not exists bare_inserts (id bigint generated always as identity primary key, body text not null)',
    )
    const done = await repeat({ times: connections, seconds }, async (count) => {
      await pool.query({
        name: 'bare',
        text: 'insert into bare_inserts (body) values ($1)',
        values: [`a message like any other, ${count}`],
      })
    })
    await pool.query('drop table bare_inserts')
    await pool.end()
    return done
  },

  /** One transaction a message: lock, number, message, event, key, counters. What everybody writes first. */
  async run({ databaseUrl, senderIds, conversationIds, seconds, waiting }: Load): Promise<Inserted> {
    const pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS })
    const done = await repeat({ times: waiting, seconds }, (count, place) =>
      insertOne(pool, {
        conversationId: conversationIds[count % conversationIds.length],
        senderId: senderIds[place % senderIds.length],
        key: `bare-${count}`,
      }),
    )
    await pool.end()
    return done
  },
}

/** Does it again and again, `times` at once. */
async function repeat(
  { times, seconds }: { times: number; seconds: number },
  act: (count: number, place: number) => Promise<void>,
): Promise<Inserted> {
  const latencies = noLatencies()
  const endsAt = Date.now() + seconds * 1000
  let sent = 0
  const repeating = Array.from({ length: times }, async (_, place) => {
    while (Date.now() < endsAt) {
      const startedAt = nowMicros()
      await act(sent++, place)
      recordLatency(latencies, nowMicros() - startedAt)
    }
  })
  await Promise.all(repeating)
  return { sent, latencies }
}

type Message = { conversationId: string | undefined; senderId: string | undefined; key: string }

async function insertOne(pool: Pool, { conversationId, senderId, key }: Message): Promise<void> {
  const connection = await pool.connect()
  try {
    await connection.query('begin')
    const { rows } = await connection.query<{ last_seq: string; message_count: string }>({
      name: 'lock',
      text: 'update conversations set last_seq = last_seq + 1, message_count = message_count + 1, last_message_at = now() where id = $1 returning last_seq, message_count',
      values: [conversationId],
    })
    const [numbers] = rows
    const inserted = await connection.query<{ id: string }>({
      name: 'message',
      text: 'insert into messages (conversation_id, number, seq, sender_id, body) values ($1, $2, $3, $4, $5) returning id',
      values: [
        conversationId,
        numbers?.message_count,
        numbers?.last_seq,
        senderId,
        `a message like any other, ${key}`,
      ],
    })
    const messageId = inserted.rows[0]?.id
    await connection.query({
      name: 'event',
      text: "insert into conversation_events (conversation_id, seq, type, actor_id, message_id) values ($1, $2, 'message.created', $3, $4)",
      values: [conversationId, numbers?.last_seq, senderId, messageId],
    })
    await connection.query({
      name: 'key',
      text: "insert into idempotency_keys (actor_id, key, request_hash, result_id) values ($1, $2, '', $3)",
      values: [senderId, key, messageId],
    })
    await connection.query('commit')
  } catch (problem) {
    await connection.query('rollback')
    throw problem
  } finally {
    connection.release()
  }
}

export type Inserts = typeof handlers

serveParent(handlers)
