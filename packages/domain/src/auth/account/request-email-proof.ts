import type { Acting } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { accessMail } from '../mails/access-mail.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { createProof } from '../proofs/create-proof.ts'

/** @throws auth.mail_off, rate.limited */
export async function requestEmailProof(ctx: Acting): Promise<void> {
  const { id: userId, email } = await accessUser(ctx.db, ctx.actor.userId)
  await accessMail(ctx, email)
  const now = ctx.clock.now()
  const mailId = await ctx.db.transaction(async (tx) => {
    const proof = await createProof(tx, { purpose: 'email', userId, email, now })
    return writeMail(tx, { kind: 'email_proof', to: email, userId, proofId: proof.id, now })
  })
  handOver(ctx, mailId)
}
