import { type UserRow, users } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../../context.ts'

/** Also when it was never asked for. */
export async function cancelDeletion(ctx: Acting): Promise<UserRow> {
  const [user] = await ctx.db
    .update(users)
    .set({ deletionRequestedAt: null })
    .where(eq(users.id, ctx.actor.userId))
    .returning()
  if (!user) throw new Refusal('user.not_found')
  return user
}
