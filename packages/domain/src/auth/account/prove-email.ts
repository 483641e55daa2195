import type { Transaction } from '@chatterly/db/database'
import type { ProofRow } from '@chatterly/db/schema/mails'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { ProveEmail } from '@chatterly/protocol/auth/account'
import type { MailId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { violatedConstraint } from '../../violated-constraint.ts'
import { createAccount } from '../create-account.ts'
import { useInvite } from '../invites/access.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { PendingAccount } from '../pending-account.ts'
import { useProof, voidProofsOf } from '../proofs/use-proof.ts'

const PURPOSES = ['registration', 'email', 'new_email'] as const

type Proven = { registered: UserRow | null; mailId?: MailId }

/**
 * What a link in a mail to an address is opened for: an account begins, its address counts as proven, or changes.
 * Gives the account that began.
 *
 * @throws auth.link_over, auth.email_taken, auth.username_taken (with another username the link still works),
 * auth.invite_not_found
 */
export async function proveEmail(world: World, input: ProveEmail): Promise<UserRow | null> {
  const now = world.clock.now()
  const { registered, mailId } = await world.db.transaction(async (tx): Promise<Proven> => {
    const proof = await useProof(tx, { secret: input.secret, purposes: PURPOSES, now })
    if (proof.purpose === 'registration')
      return { registered: await beginAccount(tx, { proof, username: input.username, now }) }
    if (proof.purpose === 'email') return confirmEmail(tx, proof, now)
    return moveEmail(tx, proof, now)
  })
  if (mailId) handOver(world, mailId)
  return registered
}

async function beginAccount(
  tx: Transaction,
  { proof, username, now }: { proof: ProofRow; username: string | undefined; now: Date },
): Promise<UserRow> {
  if (!proof.email) throw new Refusal('auth.link_over')
  const { inviteId, ...pending } = PendingAccount.parse(proof.facts)
  if (inviteId) await useInvite(tx, inviteId, now)
  const account = { ...pending, ...(username && { username }) }
  return createAccount(tx, { ...account, email: proof.email, emailProvenAt: now })
}

async function confirmEmail(tx: Transaction, { userId, email }: ProofRow, now: Date): Promise<Proven> {
  if (!userId || !email) throw new Refusal('auth.link_over')
  const confirmed = await tx
    .update(users)
    .set({ emailProvenAt: now })
    .where(and(eq(users.id, userId), eq(users.email, email)))
    .returning({ id: users.id })
  if (confirmed.length === 0) throw new Refusal('auth.link_over')
  return { registered: null }
}

/** The old address is told, and no link that was sent there works any more. */
async function moveEmail(tx: Transaction, { userId, email }: ProofRow, now: Date): Promise<Proven> {
  if (!userId || !email) throw new Refusal('auth.link_over')
  const [before] = await tx.select().from(users).where(eq(users.id, userId)).for('update')
  if (!before) throw new Refusal('auth.link_over')
  await tx
    .update(users)
    .set({ email, emailProvenAt: now })
    .where(eq(users.id, userId))
    .catch((error: unknown) => {
      if (violatedConstraint(error) === 'users_email') throw new Refusal('auth.email_taken')
      throw error
    })
  await voidProofsOf(tx, userId, now)
  const mailId = await writeMail(tx, { kind: 'email_changed', to: before.email, userId, now })
  return { registered: null, mailId }
}
