import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import * as auth from './schema/auth.ts'
import * as calls from './schema/calls.ts'
import * as conversations from './schema/conversations.ts'
import * as identities from './schema/identities.ts'
import * as log from './schema/log.ts'
import * as mails from './schema/mails.ts'
import * as messages from './schema/messages.ts'
import * as network from './schema/network.ts'
import * as passkeys from './schema/passkeys.ts'
import * as reactions from './schema/reactions.ts'
import * as receipts from './schema/receipts.ts'
import * as secondFactors from './schema/second-factors.ts'
import * as signInSteps from './schema/sign-in-steps.ts'
import * as users from './schema/users.ts'

const schema = {
  ...users,
  ...auth,
  ...mails,
  ...secondFactors,
  ...passkeys,
  ...identities,
  ...signInSteps,
  ...conversations,
  ...messages,
  ...reactions,
  ...receipts,
  ...calls,
  ...log,
  ...network,
}

export type Database = NodePgDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
/** Where a read may happen: inside a transaction or outside of one. */
export type Reader = Database | Transaction

export type DatabaseConnection = { db: Database; pool: Pool; close(): Promise<void> }

/** Milliseconds. Longer than any statement of ours takes; shorter than a person waits. */
const STATEMENT_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000

/** Uses no prepared statement, session setting or advisory lock, so that a transaction pooler may stand between. */
export function connectDatabase(options: {
  url: string
  poolSize: number
  onError: (error: Error) => void
}): DatabaseConnection {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
  })
  pool.on('error', options.onError)
  // Lost between two queries of a transaction, a connection is nobody's, and an error nobody hears ends the process.
  // The next query on it fails, and that is heard.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return { db: drizzle(pool, { schema, casing: 'snake_case' }), pool, close: () => pool.end() }
}
