import type { Database } from '@chatterly/db/database'
import { type SQL, sql } from 'drizzle-orm'

/** Ours, each with its partitions. */
const TABLES = sql`
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
  order by relname`

/** How many rows, and which transaction wrote the newest: nothing is inserted, changed or deleted without them. */
const standingOf = (table: string) => `(select count(*) || ':' || max(xmin::text::bigint) from ${table})`
/** Of sessions which there are, not how long they last. One that has expired may be swept at any time. */
const SESSIONS = `(select coalesce(sum(hashtext(id_hash)::bigint), 0) from sessions where expires_at > now())`
/** The number the next writing transaction of the whole server will take. */
const NEXT = sql.raw('pg_snapshot_xmax(pg_current_snapshot())::text')

/** All that is stored, in one value. Nobody reads it all again while no transaction has written anything. */
export function createFingerprint(db: Database): () => Promise<string> {
  let known = { next: '', sum: '' }
  let everything: SQL | undefined
  return async () => {
    const { rows } = await db.execute<{ next: string }>(sql`select ${NEXT} as next`)
    if (rows[0]?.next === known.next) return known.sum
    everything ??= await everythingIn(db)
    const { rows: read } = await db.execute<typeof known>(sql`select ${NEXT} as next, ${everything} as sum`)
    if (!read[0]) throw new Error('Nothing was read')
    known = read[0]
    return known.sum
  }
}

async function everythingIn(db: Database): Promise<SQL> {
  const { rows } = await db.execute<{ name: string }>(TABLES)
  const tables = rows.filter(({ name }) => name !== 'sessions').map(({ name }) => standingOf(name))
  return sql.raw(`concat_ws(',', ${[...tables, SESSIONS].join(', ')})`)
}
