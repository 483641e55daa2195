import { type UserRow, users } from '@chatterly/db/schema/users'
import type { ChangePassword } from '@chatterly/protocol/auth/account'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { confirmPassword } from '../confirm-password.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { checkPassword } from '../passwords/check-password.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { voidProofsOf } from '../proofs/use-proof.ts'

/**
 * Ends every other session. An account without a password gets its first one.
 * @throws auth.wrong_password, auth.confirm_first for a first one, auth.password_common, auth.password_guessable, service.unavailable
 */
export async function changePassword(ctx: SignedInContext, input: ChangePassword): Promise<void> {
  const user = await accessOwner(ctx, input.currentPassword)
  await checkPassword(input.password, user)
  const passwordHash = await hashPassword(input.password)
  const now = ctx.clock.now()
  const mailId = await ctx.db.transaction(async (tx) => {
    const changed = await tx
      .update(users)
      .set({ passwordHash })
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash)))
      .returning({ id: users.id })
    // Somebody else changed it meanwhile, so the present password was not that any more.
    if (changed.length === 0) throw new Refusal('auth.wrong_password')
    await voidProofsOf(tx, user.id, now)
    return writeMail(tx, { kind: 'password_changed', to: user.email, userId: user.id, now })
  })
  await endSessions(ctx, user.id, { except: ctx.actor.sessionHash, withTokens: true })
  handOver(ctx, mailId)
}

/** Who knows the present password, or, where there is none, has just shown in another way who they are. */
async function accessOwner(ctx: SignedInContext, password: string | undefined): Promise<UserRow> {
  if (password !== undefined) return confirmPassword(ctx, { password })
  const user = await accessUser(ctx.db, ctx.actor.userId)
  if (user.passwordHash !== '') throw new Refusal('auth.wrong_password')
  await confirmedRecently(ctx)
  return user
}
