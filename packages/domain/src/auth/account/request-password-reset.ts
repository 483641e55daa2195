import type { RequestPasswordReset } from '@chatterly/protocol/auth/account'
import type { World } from '../../context.ts'
import { accessMail } from '../mails/access-mail.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { createProof } from '../proofs/create-proof.ts'

/**
 * Nobody looks here whether the address has an account: the worker does, later, so neither the answer nor its time can
 * tell.
 *
 * @throws auth.mail_off, rate.limited
 */
export async function requestPasswordReset(world: World, { email }: RequestPasswordReset): Promise<void> {
  await accessMail(world, email)
  const now = world.clock.now()
  const mailId = await world.db.transaction(async (tx) => {
    const proof = await createProof(tx, { purpose: 'password', email, now })
    return writeMail(tx, { kind: 'password_reset', to: email, proofId: proof.id, now })
  })
  handOver(world, mailId)
}
