import type { UserRow } from '@chatterly/db/schema/users'
import type { ConfirmPassword } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { SignedInContext } from '../context.ts'
import { accessUser } from '../users/access.ts'
import { noteConfirmed } from './confirmed-recently.ts'
import { isPasswordOf } from './passwords/passwords.ts'

/**
 * From now on this session counts as confirmed for some minutes.
 * @throws auth.wrong_password, auth.no_password, service.unavailable
 */
export async function confirmPassword(ctx: SignedInContext, { password }: ConfirmPassword): Promise<UserRow> {
  const user = await accessUser(ctx.db, ctx.actor.userId)
  if (user.passwordHash === '') throw new Refusal('auth.no_password')
  if (!(await isPasswordOf(user.passwordHash, password))) throw new Refusal('auth.wrong_password')
  await noteConfirmed(ctx)
  return user
}
