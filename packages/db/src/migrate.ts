import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database, Transaction } from './database.ts'

/** Any number that no other lock of the database uses. */
const MIGRATION_LOCK = 7_203_118

/** A bundled program stands beside its copy of the folder and says where it is. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('../migrations', import.meta.url))

/**
 * Brings the schema to this program's version. Processes that start together wait for the first: the lock belongs
 * to the transaction, which a transaction pooler keeps on one connection.
 */
export async function migrateDatabase(db: Database, folder = MIGRATIONS_FOLDER): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    await tx.execute(
      sql`create table if not exists schema_migrations (hash text primary key, at timestamptz not null default now())`,
    )
    const pending = await pendingMigrations(tx, folder)
    for (const migration of pending) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into schema_migrations (hash) values (${migration.hash})`)
    }
    return pending.length
  })
}

/** @throws when the database has not been brought to this program's version. */
export async function checkMigrations(db: Database, folder = MIGRATIONS_FOLDER): Promise<void> {
  const pending = await pendingMigrations(db, folder)
  if (pending.length > 0) throw new Error(`${pending.length} migrations have not run`)
}

async function pendingMigrations(db: Database | Transaction, folder: string) {
  const { rows } = await db.execute<{ hash: string }>(sql`select hash from schema_migrations`)
  const done = new Set(rows.map((row) => row.hash))
  return readMigrationFiles({ migrationsFolder: folder }).filter((migration) => !done.has(migration.hash))
}
