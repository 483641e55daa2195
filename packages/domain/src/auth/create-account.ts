import type { Database, Transaction } from '@chatterly/db/database'
import { type UserRow, users } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { sql } from 'drizzle-orm'
import { isAnybodyHere } from '../users/is-anybody-here.ts'
import { searchTextOf } from '../users/fold-text.ts'
import { violatedConstraint } from '../violated-constraint.ts'

export type NewAccount = {
  email: string
  username: string
  displayName: string
  /** Empty where nobody will sign in with a password. */
  passwordHash: string
  /** Nothing while the address is only claimed. */
  emailProvenAt: Date | null
}

/**
 * Whoever comes first to an installation is its administrator.
 *
 * @throws auth.email_taken, auth.username_taken
 */
export async function createAccount(db: Database | Transaction, account: NewAccount): Promise<UserRow> {
  if (await isAnybodyHere(db)) return insertAccount(db, account, 'member')
  return db.transaction(async (tx) => {
    // Of those who come at the same moment, one was first.
    await tx.execute(sql`lock table ${users} in share row exclusive mode`)
    return insertAccount(tx, account, (await isAnybodyHere(tx)) ? 'member' : 'administrator')
  })
}

async function insertAccount(
  db: Database | Transaction,
  account: NewAccount,
  role: UserRow['role'],
): Promise<UserRow> {
  const [user] = await db
    .insert(users)
    .values({ ...account, role, searchText: searchTextOf(account) })
    .returning()
    .catch((error: unknown) => {
      if (violatedConstraint(error) === 'users_email') throw new Refusal('auth.email_taken')
      if (violatedConstraint(error) === 'users_username') throw new Refusal('auth.username_taken')
      throw error
    })
  if (!user) throw new Error('The new account was not returned')
  return user
}
