import type { Reader } from '@chatterly/db/database'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { isAdministrator } from '@chatterly/protocol/users/policy'
import { eq, inArray } from 'drizzle-orm'

/** @throws user.not_found */
export async function accessUser(db: Reader, id: UserId): Promise<UserRow> {
  const [user] = await db.select().from(users).where(eq(users.id, id))
  if (!user) throw new Refusal('user.not_found')
  return user
}

/** @throws administrator.required */
export async function accessAdministration({
  db,
  actor,
}: {
  db: Reader
  actor: { userId: UserId }
}): Promise<void> {
  const [user] = await db.select({ role: users.role }).from(users).where(eq(users.id, actor.userId))
  if (!user || !isAdministrator(user)) throw new Refusal('administrator.required')
}

/** @throws user.not_found when one of them is missing */
export async function accessUsers(db: Reader, ids: UserId[]): Promise<UserRow[]> {
  if (ids.length === 0) return []
  const found = await db.select().from(users).where(inArray(users.id, ids))
  if (found.length < new Set(ids).size) throw new Refusal('user.not_found')
  return found
}
