import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

export const TEMPLATE_DATABASE = 'chatterly_template'

/** The server of this run, another database. */
export function databaseNamed(name: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

/** A migrated database of its own, gone afterwards. */
export async function createFreshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await withAdmin((admin) => admin.query(`create database ${name} template ${TEMPLATE_DATABASE}`))
  return {
    url: databaseNamed(name),
    drop: () => withAdmin((admin) => admin.query(`drop database ${name} with (force)`)),
  }
}

export async function withAdmin(act: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: serverUrl() })
  await admin.connect()
  try {
    await act(admin)
  } finally {
    await admin.end()
  }
}

function serverUrl(): string {
  const url = process.env.DATABASE_URL
  if (!url)
    throw new Error(
      'DATABASE_URL is not set: run the tests through vitest.workspace.ts, which starts PostgreSQL',
    )
  return url
}
