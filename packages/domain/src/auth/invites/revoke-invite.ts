import { proofs } from '@chatterly/db/schema/mails'
import type { RevokeInvite } from '@chatterly/protocol/auth/invites'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull } from 'drizzle-orm'
import type { World } from '../../context.ts'

/**
 * Its link, and the mail it may be waiting in, go with it.
 * @throws auth.invite_not_found (also when it was used)
 */
export async function revokeInvite({ db }: Pick<World, 'db'>, { inviteId }: RevokeInvite): Promise<void> {
  const revoked = await db
    .delete(proofs)
    .where(and(eq(proofs.id, inviteId), eq(proofs.purpose, 'invite'), isNull(proofs.usedAt)))
    .returning({ id: proofs.id })
  if (revoked.length === 0) throw new Refusal('auth.invite_not_found')
}
