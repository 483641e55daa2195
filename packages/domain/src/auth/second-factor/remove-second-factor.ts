import { secondFactors } from '@chatterly/db/schema/second-factors'
import { eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { handOver, writeToOwner } from '../mails/send-mail.ts'
import { forgetRecoveryCodes } from './recovery-codes.ts'

/** Also one that is only begun, of which nobody is told. @throws auth.confirm_first */
export async function removeSecondFactor(ctx: SignedInContext): Promise<void> {
  await confirmedRecently(ctx)
  const { userId } = ctx.actor
  const mailId = await ctx.db.transaction(async (tx) => {
    const [removed] = await tx.delete(secondFactors).where(eq(secondFactors.userId, userId)).returning()
    await forgetRecoveryCodes(tx, userId)
    if (!removed?.confirmedAt) return undefined
    return writeToOwner(tx, { kind: 'second_factor_removed', userId, now: ctx.clock.now() })
  })
  if (mailId) handOver(ctx, mailId)
}
