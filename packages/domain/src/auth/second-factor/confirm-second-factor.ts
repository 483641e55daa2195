import type { Transaction } from '@chatterly/db/database'
import { type SecondFactorRow, secondFactors } from '@chatterly/db/schema/second-factors'
import { type ConfirmSecondFactor, ENROLMENT_MINUTES } from '@chatterly/protocol/auth/second-factor'
import type { UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { handOver, writeToOwner } from '../mails/send-mail.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { secretOf } from './sealed-secret.ts'
import { findStep } from './totp.ts'

/**
 * The app shows what it should, so from now on it is asked for. Gives the recovery codes.
 * @throws auth.enrolment_over, auth.second_factor_on, auth.wrong_code
 */
export async function confirmSecondFactor(
  ctx: SignedInContext,
  { code }: ConfirmSecondFactor,
): Promise<string[]> {
  const { userId } = ctx.actor
  const now = ctx.clock.now()
  const { codes, mailId } = await ctx.db.transaction(async (tx) => {
    const factor = await accessBegun(tx, userId, now)
    const step = findStep(secretOf(ctx, factor), code.replace(/\s/g, ''), now)
    if (step === undefined) throw new Refusal('auth.wrong_code')
    await tx
      .update(secondFactors)
      .set({ confirmedAt: now, lastStep: step })
      .where(eq(secondFactors.userId, userId))
    return {
      codes: await replaceRecoveryCodes(tx, userId),
      mailId: await writeToOwner(tx, { kind: 'second_factor_added', userId, now }),
    }
  })
  handOver(ctx, mailId)
  return codes
}

async function accessBegun(tx: Transaction, userId: UserId, now: Date): Promise<SecondFactorRow> {
  const [factor] = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId)).for('update')
  if (factor?.confirmedAt) throw new Refusal('auth.second_factor_on')
  if (!factor || now.getTime() > factor.createdAt.getTime() + ENROLMENT_MINUTES * 60_000)
    throw new Refusal('auth.enrolment_over')
  return factor
}
