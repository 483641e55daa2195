import { users, type UserRow } from '@chatterly/db/schema/users'
import type { UpdateProfile } from '@chatterly/protocol/users/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { violatedConstraint } from '../violated-constraint.ts'
import { accessUser } from './access.ts'
import { searchTextOf } from './fold-text.ts'

/** @throws auth.username_taken */
export async function updateProfile(ctx: Acting, change: UpdateProfile): Promise<UserRow> {
  const updated = await ctx.db.transaction(async (tx) => {
    const before = await accessUser(tx, ctx.actor.userId)
    const displayName = change.displayName ?? before.displayName
    const username = change.username ?? before.username
    const bio = change.bio ?? before.bio
    const [row] = await tx
      .update(users)
      .set({ displayName, username, bio, searchText: searchTextOf({ displayName, username }) })
      .where(eq(users.id, before.id))
      .returning()
      .catch((error: unknown) => {
        if (violatedConstraint(error) === 'users_username') throw new Refusal('auth.username_taken')
        throw error
      })
    if (!row) throw new Refusal('user.not_found')
    return row
  })
  await ctx.profiles.announce()
  return updated
}
