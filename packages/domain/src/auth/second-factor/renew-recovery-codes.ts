import { Refusal } from '@chatterly/protocol/refusals'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { handOver, writeToOwner } from '../mails/send-mail.ts'
import { findSecondFactor } from './queries.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'

/**
 * The earlier ones, used or lost, do not count any more.
 * @throws auth.confirm_first, auth.second_factor_off
 */
export async function renewRecoveryCodes(ctx: SignedInContext): Promise<string[]> {
  await confirmedRecently(ctx)
  const { userId } = ctx.actor
  const { codes, mailId } = await ctx.db.transaction(async (tx) => {
    if (!(await findSecondFactor(tx, userId))) throw new Refusal('auth.second_factor_off')
    const mail = { kind: 'recovery_codes_renewed', userId, now: ctx.clock.now() } as const
    return { codes: await replaceRecoveryCodes(tx, userId), mailId: await writeToOwner(tx, mail) }
  })
  handOver(ctx, mailId)
  return codes
}
