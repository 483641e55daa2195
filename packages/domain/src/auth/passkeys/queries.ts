import type { Reader } from '@chatterly/db/database'
import { type PasskeyRow, passkeys } from '@chatterly/db/schema/passkeys'
import type { UserId } from '@chatterly/protocol/ids'
import { asc, eq } from 'drizzle-orm'

export const listPasskeysOf = (db: Reader, userId: UserId): Promise<PasskeyRow[]> =>
  db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.id))

export async function findByCredential(db: Reader, credentialId: string): Promise<PasskeyRow | undefined> {
  const [passkey] = await db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  return passkey
}
