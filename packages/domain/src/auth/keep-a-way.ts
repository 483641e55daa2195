import type { Transaction } from '@chatterly/db/database'
import { identities } from '@chatterly/db/schema/identities'
import { passkeys } from '@chatterly/db/schema/passkeys'
import type { UserRow } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { World } from '../context.ts'

/**
 * After a way to sign in was removed, under the account's lock: there is another one. An account of a provider that is
 * not used here any more is none.
 *
 * @throws auth.last_way, which puts the removed one back
 */
export async function keepAWay(
  tx: Transaction,
  { user, oidc }: { user: UserRow } & Pick<World, 'oidc'>,
): Promise<void> {
  if (user.passwordHash !== '') return
  if ((await tx.$count(passkeys, eq(passkeys.userId, user.id))) > 0) return
  const isHereStill = and(eq(identities.userId, user.id), eq(identities.issuer, oidc?.issuer ?? ''))
  if ((await tx.$count(identities, isHereStill)) > 0) return
  throw new Refusal('auth.last_way')
}
