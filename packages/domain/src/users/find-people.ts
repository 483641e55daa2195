import type { Reader } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { users } from '@chatterly/db/schema/users'
import type { UserId } from '@chatterly/protocol/ids'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { toUserView } from './view.ts'

/** Each of them, or nothing where there is nobody. */
export async function findPeople(db: Reader, ids: readonly UserId[]): Promise<(UserView | undefined)[]> {
  if (ids.length === 0) return []
  const found = await db
    .select()
    .from(users)
    .where(isOneOf(users.id, new Set(ids)))
  const byId = new Map(found.map((row) => [row.id, toUserView(row)]))
  return ids.map((id) => byId.get(id))
}
