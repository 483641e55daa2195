import type { Reader } from '@chatterly/db/database'
import { type ProofRow, proofs } from '@chatterly/db/schema/mails'
import { INVITES_MAX } from '@chatterly/protocol/auth/invites'
import { desc, eq } from 'drizzle-orm'

/** The newest first, those that were used or have ended among them. */
export const listInvites = (db: Reader): Promise<ProofRow[]> =>
  db.select().from(proofs).where(eq(proofs.purpose, 'invite')).orderBy(desc(proofs.id)).limit(INVITES_MAX)
