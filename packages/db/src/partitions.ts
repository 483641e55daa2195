import { sql } from 'drizzle-orm'
import type { Database, Reader } from './database.ts'

/** Partitions stand ready for this many months after the current one. */
const MONTHS_AHEAD = 3

const MONTHLY_TABLES = ['messages', 'conversation_events'] as const
type MonthlyTable = (typeof MONTHLY_TABLES)[number]

/** Any number that no other lock of the database uses. */
const PARTITION_LOCK = 7_203_119

/** Makes what is missing from this month on. Sends go on meanwhile: each table is locked for the moment it takes. */
export async function makePartitions(db: Database, now: Date): Promise<string[]> {
  const made: string[] = []
  for (const table of MONTHLY_TABLES) {
    for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      const month = monthStart(now, ahead)
      if (await makePartition(db, table, month)) made.push(partitionName(table, month))
    }
  }
  return made
}

/** Drops the months of events that are wholly older than `keepDays`; cursors into them answer with a snapshot. */
export async function dropExpiredEvents(
  db: Database,
  options: { now: Date; keepDays: number },
): Promise<string[]> {
  const oldestKept = new Date(options.now.getTime() - options.keepDays * 86_400_000)
  const keepFrom = partitionName('conversation_events', monthStart(oldestKept, 0))
  const expired = (await listPartitions(db, 'conversation_events')).filter((name) => name < keepFrom)
  for (const name of expired) await db.execute(sql`drop table ${sql.identifier(name)}`)
  return expired
}

/** @throws when next month's messages or events would have no place to go. */
export async function checkPartitions(db: Database, now: Date): Promise<void> {
  for (const table of MONTHLY_TABLES) {
    const present = new Set(await listPartitions(db, table))
    for (const ahead of [0, 1]) {
      const name = partitionName(table, monthStart(now, ahead))
      if (!present.has(name)) throw new Error(`partition ${name} is missing`)
    }
  }
}

/** The smallest UUIDv7 of a moment: its first 48 bits are the milliseconds since 1970. */
export function firstIdAt(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}

async function makePartition(db: Database, table: MonthlyTable, month: Date): Promise<boolean> {
  const name = partitionName(table, month)
  if ((await listPartitions(db, table)).includes(name)) return false
  const [from, to] = [month, monthStart(month, 1)].map((moment) =>
    table === 'messages' ? firstIdAt(moment) : moment.toISOString(),
  )
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${PARTITION_LOCK})`)
    if ((await listPartitions(tx, table)).includes(name)) return false
    const bounds = sql.raw(`from ('${from}') to ('${to}')`)
    await tx.execute(
      sql`create table ${sql.identifier(name)} partition of ${sql.identifier(table)} for values ${bounds}`,
    )
    return true
  })
}

async function listPartitions(db: Reader, table: MonthlyTable): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select child.relname as name from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass order by 1`)
  return rows.map((row) => row.name)
}

const monthStart = (moment: Date, ahead: number) =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + ahead, 1))

const partitionName = (table: MonthlyTable, month: Date) =>
  `${table}_${month.getUTCFullYear()}_${String(month.getUTCMonth() + 1).padStart(2, '0')}`
