import type { Database } from '@chatterly/db/database'
import { sql } from 'drizzle-orm'

/** Ours, each with its partitions. */
const TABLES = sql`
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`

/** The transactions that inserted, changed or deleted something and were not taken back. */
const WRITES = [
  sql`create table writes (transaction xid8 primary key)`,
  sql`create function note_write() returns trigger language plpgsql as $$ begin
    insert into writes values (pg_current_xact_id()) on conflict do nothing;
    return null;
  end $$`,
]

const NEWEST = sql`select max(transaction)::text as newest from writes`

/** What is noted. Of sessions which there are, not how long they last: one that has expired may be swept at any time. */
const notedIn = (table: string) =>
  table === 'sessions'
    ? [
        'insert on sessions for each row',
        'delete on sessions for each row when (old.expires_at > now())',
        'update on sessions for each row when (old.expires_at > now() and new.expires_at <= now())',
      ]
    : [`insert or update or delete on ${table} for each row`]

/** Watches every table there is. The answer names the newest transaction that wrote something. */
export async function createFingerprint(db: Database): Promise<() => Promise<string | null>> {
  const { rows: tables } = await db.execute<{ name: string }>(TABLES)
  for (const statement of WRITES) await db.execute(statement)
  for (const [index, event] of tables.flatMap(({ name }) => notedIn(name)).entries())
    await db.execute(sql.raw(`create trigger note_${index} after ${event} execute function note_write()`))
  return async () => {
    const { rows } = await db.execute<{ newest: string | null }>(NEWEST)
    return rows[0]?.newest ?? null
  }
}
