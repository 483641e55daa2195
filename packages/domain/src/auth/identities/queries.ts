import type { Reader } from '@chatterly/db/database'
import { type IdentityRow, identities } from '@chatterly/db/schema/identities'
import type { UserId } from '@chatterly/protocol/ids'
import { and, asc, eq } from 'drizzle-orm'

export async function findIdentity(
  db: Reader,
  { issuer, subject }: Pick<IdentityRow, 'issuer' | 'subject'>,
): Promise<IdentityRow | undefined> {
  const [identity] = await db
    .select()
    .from(identities)
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
  return identity
}

export const listIdentitiesOf = (db: Reader, userId: UserId): Promise<IdentityRow[]> =>
  db.select().from(identities).where(eq(identities.userId, userId)).orderBy(asc(identities.id))
