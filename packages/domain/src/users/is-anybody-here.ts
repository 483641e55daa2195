import type { Reader } from '@chatterly/db/database'
import { users } from '@chatterly/db/schema/users'

/** Whether the installation has any account yet. */
export async function isAnybodyHere(db: Reader): Promise<boolean> {
  const [anybody] = await db.select({ id: users.id }).from(users).limit(1)
  return anybody !== undefined
}
