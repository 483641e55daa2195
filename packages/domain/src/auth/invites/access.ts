import type { Reader, Transaction } from '@chatterly/db/database'
import { type ProofRow, proofs } from '@chatterly/db/schema/mails'
import type { Register } from '@chatterly/protocol/auth/shapes'
import type { ProofId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt, isNull } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { isAnybodyHere } from '../../users/is-anybody-here.ts'
import { hashSecret } from '../proofs/secrets.ts'

/**
 * The invitation somebody registers with, where there is one. Whoever comes first to an empty installation needs none:
 * nobody could have invited them.
 *
 * @throws auth.registration_closed, auth.invite_needed, auth.invite_not_found (also for another address than its own)
 */
export async function accessInvite(
  { db, clock, accounts }: Pick<World, 'db' | 'clock' | 'accounts'>,
  { invite: secret, email }: Pick<Register, 'invite' | 'email'>,
): Promise<ProofRow | undefined> {
  if (accounts.registration !== 'open' && secret === undefined && !(await isAnybodyHere(db))) return undefined
  if (accounts.registration === 'closed') throw new Refusal('auth.registration_closed')
  if (secret === undefined) {
    if (accounts.registration === 'invite') throw new Refusal('auth.invite_needed')
    return undefined
  }
  const invite = await findInvite(db, secret, clock.now())
  if (!invite || (invite.email !== null && invite.email !== email)) throw new Refusal('auth.invite_not_found')
  return invite
}

async function findInvite(db: Reader, secret: string, now: Date): Promise<ProofRow | undefined> {
  const [invite] = await db
    .select()
    .from(proofs)
    .where(
      and(
        eq(proofs.secretHash, hashSecret(secret)),
        eq(proofs.purpose, 'invite'),
        isNull(proofs.usedAt),
        gt(proofs.expiresAt, now),
      ),
    )
  return invite
}

/** Whoever has this invitation has read mail sent to the address. */
export const isMailedTo = (invite: ProofRow | undefined, email: string) =>
  invite?.email === email && invite.facts.isMailed === 'true'

/** @throws auth.invite_not_found when somebody was faster */
export async function useInvite(tx: Transaction, inviteId: ProofId, now: Date): Promise<void> {
  const used = await tx
    .update(proofs)
    .set({ usedAt: now })
    .where(and(eq(proofs.id, inviteId), isNull(proofs.usedAt), gt(proofs.expiresAt, now)))
    .returning({ id: proofs.id })
  if (used.length === 0) throw new Refusal('auth.invite_not_found')
}
