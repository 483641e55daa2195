import type { Transaction } from '@chatterly/db/database'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'

/**
 * Until the transaction ends nobody else counts or changes how this person signs in.
 * @throws user.not_found
 */
export async function lockAccount(tx: Transaction, userId: UserId): Promise<UserRow> {
  const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update')
  if (!user) throw new Refusal('user.not_found')
  return user
}
