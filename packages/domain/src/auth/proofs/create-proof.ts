import type { Database, Transaction } from '@chatterly/db/database'
import { type ProofRow, proofs } from '@chatterly/db/schema/mails'
import type { ProofPurpose } from '@chatterly/protocol/auth/mails'
import type { UserId } from '@chatterly/protocol/ids'
import { endOf } from './lifetimes.ts'

export type NewProof = {
  purpose: ProofPurpose
  userId?: UserId
  email?: string
  facts?: Record<string, string>
  /** Only where the link is not mailed; else it is made when the mail is sent. */
  secretHash?: string
}

export async function createProof(
  tx: Database | Transaction,
  { now, ...proof }: NewProof & { now: Date },
): Promise<ProofRow> {
  const [row] = await tx
    .insert(proofs)
    .values({ ...proof, createdAt: now, expiresAt: endOf(proof.purpose, now) })
    .returning()
  if (!row) throw new Error('The new proof was not returned')
  return row
}
