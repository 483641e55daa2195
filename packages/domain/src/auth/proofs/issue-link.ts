import type { Database } from '@chatterly/db/database'
import { type ProofRow, proofs } from '@chatterly/db/schema/mails'
import type { ProofPurpose } from '@chatterly/protocol/auth/mails'
import type { ProofId } from '@chatterly/protocol/ids'
import { and, eq, isNull } from 'drizzle-orm'
import { endOf } from './lifetimes.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** The page that takes the secret. */
const PATHS = {
  registration: '/prove-email',
  email: '/prove-email',
  new_email: '/prove-email',
  password: '/reset-password',
  invite: '/register',
} satisfies Record<ProofPurpose, string>

/** Behind the # it reaches no server, no log and no other site. */
export const linkOf = (publicUrl: string, purpose: ProofPurpose, secret: string) =>
  `${publicUrl}${PATHS[purpose]}#${secret}`

/**
 * Makes the secret of a proof that is about to be sent. Its hash takes the place of an earlier one's, so of two mails
 * the later one counts. Nothing when it was used already.
 */
export async function issueLink(
  db: Database,
  { publicUrl, proofId, now }: { publicUrl: string; proofId: ProofId; now: Date },
): Promise<{ proof: ProofRow; link: string } | undefined> {
  return db.transaction(async (tx) => {
    const unused = and(eq(proofs.id, proofId), isNull(proofs.usedAt))
    const [proof] = await tx.select().from(proofs).where(unused).for('update')
    if (!proof) return undefined
    const secret = newSecret()
    const fresh = { secretHash: hashSecret(secret), expiresAt: endOf(proof.purpose, now) }
    await tx.update(proofs).set(fresh).where(unused)
    return { proof, link: linkOf(publicUrl, proof.purpose, secret) }
  })
}
