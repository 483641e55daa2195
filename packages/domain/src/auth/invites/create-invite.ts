import type { ProofRow } from '@chatterly/db/schema/mails'
import type { CreateInvite } from '@chatterly/protocol/auth/invites'
import type { Acting } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { accessMail } from '../mails/access-mail.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { createProof } from '../proofs/create-proof.ts'
import { linkOf } from '../proofs/issue-link.ts'
import { hashSecret, newSecret } from '../proofs/secrets.ts'

type Created = { invite: ProofRow; link: string | null }

/**
 * With an address, and a mail server, the link is mailed, and nobody here looks whether the address has an account.
 * Otherwise the link is told once, to be handed over; without PUBLIC_URL it begins at its path.
 *
 * @throws rate.limited
 */
export async function createInvite(ctx: Acting, { email }: CreateInvite): Promise<Created> {
  return email && ctx.accounts.sendsMail ? mailInvite(ctx, email) : tellInvite(ctx, email)
}

async function mailInvite(ctx: Acting, email: string): Promise<Created> {
  await accessMail(ctx, email)
  const { id: userId, displayName } = await accessUser(ctx.db, ctx.actor.userId)
  const now = ctx.clock.now()
  const { invite, mailId } = await ctx.db.transaction(async (tx) => {
    const facts = { isMailed: 'true' }
    const proof = await createProof(tx, { purpose: 'invite', userId, email, facts, now })
    const told = { inviter: displayName }
    const mail = { kind: 'invite', to: email, userId, proofId: proof.id, facts: told } as const
    return { invite: proof, mailId: await writeMail(tx, { ...mail, now }) }
  })
  handOver(ctx, mailId)
  return { invite, link: null }
}

async function tellInvite(ctx: Acting, email: string | undefined): Promise<Created> {
  const secret = newSecret()
  const invite = await createProof(ctx.db, {
    purpose: 'invite',
    userId: ctx.actor.userId,
    ...(email && { email }),
    secretHash: hashSecret(secret),
    now: ctx.clock.now(),
  })
  return { invite, link: linkOf(ctx.accounts.publicUrl ?? '', 'invite', secret) }
}
