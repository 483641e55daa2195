import { sessions } from '@chatterly/db/schema/auth'
import type { UserRow } from '@chatterly/db/schema/users'
import type { ConfirmPassword } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { SignedInContext } from '../context.ts'
import { accessUser } from '../users/access.ts'
import { isPasswordOf } from './passwords/passwords.ts'

/**
 * From now on this session counts as confirmed for some minutes.
 * @throws auth.wrong_password, service.unavailable
 */
export async function confirmPassword(ctx: SignedInContext, { password }: ConfirmPassword): Promise<UserRow> {
  const user = await accessUser(ctx.db, ctx.actor.userId)
  if (!(await isPasswordOf(user.passwordHash, password))) throw new Refusal('auth.wrong_password')
  await ctx.db
    .update(sessions)
    .set({ confirmedAt: ctx.clock.now() })
    .where(eq(sessions.idHash, ctx.actor.sessionHash))
  return user
}
