import type { Database, Reader, Transaction } from '@chatterly/db/database'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { Register } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import { searchTextOf } from '../users/fold-text.ts'
import { violatedConstraint } from '../violated-constraint.ts'
import { hashPassword } from './passwords.ts'

/**
 * Whoever comes first to an installation is its administrator.
 *
 * @throws auth.email_taken, auth.username_taken
 */
export async function register(world: Pick<World, 'db'>, input: Register): Promise<UserRow> {
  const { email, username } = input
  const displayName = input.displayName ?? username
  const passwordHash = await hashPassword(input.password)
  const searchText = searchTextOf({ displayName, username })
  const account = { email, username, displayName, passwordHash, searchText }
  if (await isAnybodyHere(world.db)) return insertAccount(world.db, account)
  return world.db.transaction(async (tx) => {
    // Of those who register at the same moment, one was first.
    await tx.execute(sql`lock table ${users} in share row exclusive mode`)
    const role = (await isAnybodyHere(tx)) ? 'member' : 'administrator'
    return insertAccount(tx, { ...account, role })
  })
}

async function insertAccount(
  db: Database | Transaction,
  account: typeof users.$inferInsert,
): Promise<UserRow> {
  const [user] = await db
    .insert(users)
    .values(account)
    .returning()
    .catch((error: unknown) => {
      if (violatedConstraint(error) === 'users_email') throw new Refusal('auth.email_taken')
      if (violatedConstraint(error) === 'users_username') throw new Refusal('auth.username_taken')
      throw error
    })
  if (!user) throw new Error('The new account was not returned')
  return user
}

async function isAnybodyHere(db: Reader): Promise<boolean> {
  const [anybody] = await db.select({ id: users.id }).from(users).limit(1)
  return anybody !== undefined
}
