import type { ChangeEmail } from '@chatterly/protocol/auth/account'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { accessMail } from '../mails/access-mail.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { createProof } from '../proofs/create-proof.ts'

/**
 * The address changes when the link sent to the new one is opened. Whether that has an account already is found out by
 * the worker, so nobody learns it here.
 *
 * @throws auth.confirm_first, auth.mail_off, rate.limited
 */
export async function changeEmail(ctx: SignedInContext, { email }: ChangeEmail): Promise<void> {
  await confirmedRecently(ctx)
  await accessMail(ctx, email)
  const { userId } = ctx.actor
  const now = ctx.clock.now()
  const mailId = await ctx.db.transaction(async (tx) => {
    const proof = await createProof(tx, { purpose: 'new_email', userId, email, now })
    return writeMail(tx, { kind: 'new_email', to: email, userId, proofId: proof.id, now })
  })
  handOver(ctx, mailId)
}
