import type { UserId } from '@chatterly/protocol/ids'
import type { World } from '../../context.ts'
import { handOver, writeToOwner } from '../mails/send-mail.ts'
import { accessProvider } from './access.ts'
import { linkIdentity } from './link-identity.ts'
import type { ProviderClaims } from './provider-claims.ts'

/**
 * Links an account of the provider to an account that is here already, and tells its owner.
 * @throws auth.no_provider, auth.identity_taken
 */
export async function addIdentity(world: World, userId: UserId, claims: ProviderClaims): Promise<void> {
  const facts = { provider: accessProvider(world).name }
  const mailId = await world.db.transaction(async (tx) => {
    if (!(await linkIdentity(tx, { world, userId, claims }))) return undefined
    return writeToOwner(tx, { kind: 'identity_added', userId, facts, now: world.clock.now() })
  })
  if (mailId) handOver(world, mailId)
}
