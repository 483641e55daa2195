import type { Database } from '@chatterly/db/database'
import { sql } from 'drizzle-orm'

const TABLES = [
  'users',
  'conversations',
  'members',
  'messages',
  'reactions',
  'conversation_events',
  'idempotency_keys',
  'read_marks',
  'calls',
  'call_participants',
  'network_rules',
  'proofs',
  'mails',
  'known_devices',
  'refresh_tokens',
  'connection_reports',
  'connection_results',
]

/** How many rows there are, and which transaction wrote the newest: nothing is inserted, changed or deleted without them. */
const sums = TABLES.map((table) => `(select count(*) || ':' || max(xmin::text::bigint) from ${table})`)
/** Of sessions which there are, not how long they last. One that has expired may be swept at any time. */
const liveSessions = `(select coalesce(sum(hashtext(id_hash)::bigint), 0) from sessions where expires_at > now())`
const EVERYTHING = sql.raw(`concat_ws(',', ${[...sums, liveSessions].join(', ')})`)
/** The number the next writing transaction of the whole server will take. */
const NEXT = sql.raw('pg_snapshot_xmax(pg_current_snapshot())::text')

/** All that is stored, in one value. Nobody reads it all again while no transaction has written anything. */
export function createFingerprint(db: Database): () => Promise<string> {
  let known = { next: '', sum: '' }
  return async () => {
    const { rows } = await db.execute<{ next: string }>(sql`select ${NEXT} as next`)
    if (rows[0]?.next === known.next) return known.sum
    const { rows: read } = await db.execute<typeof known>(sql`select ${NEXT} as next, ${EVERYTHING} as sum`)
    if (!read[0]) throw new Error('Nothing was read')
    known = read[0]
    return known.sum
  }
}
