import pg from 'pg'
import { ServicesProblem } from './services-problem.ts'

export const OLDEST_POSTGRES = 18

/**
 * Connects once and leaves.
 * @throws ServicesProblem when the server is too old; whatever `pg` throws when it does not answer
 */
export async function askPostgres(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `SELECT current_setting('server_version') AS version`,
    )
    const version = rows[0]?.version ?? ''
    if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
      throw new ServicesProblem(
        `PostgreSQL at ${withoutPassword(url)} is version ${version}; ${OLDEST_POSTGRES} or newer is needed.`,
      )
    }
  })
}

/** Creates the database that the address names, if there is none, through the `postgres` one. */
export async function createDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1)
  await withClient(maintenanceUrl(url), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  })
}

export function maintenanceUrl(url: string): string {
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  return maintenance.href
}

export function withoutPassword(url: string): string {
  const address = new URL(url)
  address.password = ''
  return address.href
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A server that goes away between two queries must not end this process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await use(client)
  } finally {
    await client.end()
  }
}
