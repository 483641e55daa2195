import { users } from '@chatterly/db/schema/users'
import type { ChangePassword } from '@chatterly/protocol/auth/account'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { confirmPassword } from '../confirm-password.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { checkPassword } from '../passwords/check-password.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { voidProofsOf } from '../proofs/use-proof.ts'

/**
 * Ends every other session.
 * @throws auth.wrong_password, auth.password_common, auth.password_guessable, service.unavailable
 */
export async function changePassword(ctx: SignedInContext, input: ChangePassword): Promise<void> {
  const user = await confirmPassword(ctx, { password: input.currentPassword })
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
