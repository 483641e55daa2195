import type { Database, Reader, Transaction } from '@chatterly/db/database'
import { type ProofRow, proofs } from '@chatterly/db/schema/mails'
import type { ProofPurpose } from '@chatterly/protocol/auth/mails'
import type { ProofId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import { hashSecret } from './secrets.ts'

type Asked = { secret: string; purposes: readonly ProofPurpose[]; now: Date }

/**
 * Whom a link speaks for, without using it.
 * @throws auth.link_over
 */
export async function accessProof(db: Reader, asked: Asked): Promise<ProofRow> {
  const [proof] = await db.select().from(proofs).where(opens(asked))
  if (!proof) throw new Refusal('auth.link_over')
  return proof
}

/**
 * Once: of two that come together one is refused. In the transaction of what it is used for, so that a refusal there
 * leaves the link as it was.
 *
 * @throws auth.link_over
 */
export async function useProof(tx: Transaction, asked: Asked): Promise<ProofRow> {
  const [proof] = await tx.update(proofs).set({ usedAt: asked.now }).where(opens(asked)).returning()
  if (!proof) throw new Refusal('auth.link_over')
  return proof
}

const opens = ({ secret, purposes, now }: Asked) =>
  and(
    eq(proofs.secretHash, hashSecret(secret)),
    inArray(proofs.purpose, [...purposes]),
    isNull(proofs.usedAt),
    gt(proofs.expiresAt, now),
  )

/** What it would have done is not there to be done any more. */
export async function voidProof(db: Database | Transaction, proofId: ProofId, now: Date): Promise<void> {
  await db.update(proofs).set({ usedAt: now, facts: {} }).where(eq(proofs.id, proofId))
}

/** After the address or the password has changed, no link that was on its way counts. */
export async function voidProofsOf(tx: Transaction, userId: UserId, now: Date): Promise<void> {
  await tx
    .update(proofs)
    .set({ usedAt: now })
    .where(
      and(
        eq(proofs.userId, userId),
        inArray(proofs.purpose, ['email', 'new_email', 'password']),
        isNull(proofs.usedAt),
      ),
    )
}
