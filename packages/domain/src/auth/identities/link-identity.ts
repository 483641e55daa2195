import type { Transaction } from '@chatterly/db/database'
import { identities } from '@chatterly/db/schema/identities'
import type { UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import type { World } from '../../context.ts'
import { accessProvider } from './access.ts'
import type { ProviderClaims } from './provider-claims.ts'
import { findIdentity } from './queries.ts'

type Link = {
  world: Pick<World, 'oidc' | 'clock'>
  userId: UserId
  claims: Pick<ProviderClaims, 'subject' | 'email'>
}

/**
 * From now on this account of the provider signs in to this account here; false where it did already.
 * @throws auth.identity_taken when it signs in to somebody else's
 */
export async function linkIdentity(
  tx: Transaction,
  { world, userId, claims: { subject, email } }: Link,
): Promise<boolean> {
  const { issuer } = accessProvider(world)
  const linked = await tx
    .insert(identities)
    .values({ userId, issuer, subject, email, usedAt: world.clock.now() })
    .onConflictDoNothing({ target: [identities.issuer, identities.subject] })
    .returning({ id: identities.id })
  if (linked.length > 0) return true
  const known = await findIdentity(tx, { issuer, subject })
  if (known?.userId !== userId) throw new Refusal('auth.identity_taken')
  return false
}
