import { identities } from '@chatterly/db/schema/identities'
import type { IdentityId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { keepAWay } from '../keep-a-way.ts'
import { lockAccount } from '../lock-account.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { providerNameOf } from './view.ts'

/** @throws auth.confirm_first, auth.last_way, identity.not_found also where it is somebody else's */
export async function removeIdentity(ctx: SignedInContext, identityId: IdentityId): Promise<void> {
  await confirmedRecently(ctx)
  const { userId } = ctx.actor
  const mailId = await ctx.db.transaction(async (tx) => {
    const user = await lockAccount(tx, userId)
    const [removed] = await tx
      .delete(identities)
      .where(and(eq(identities.id, identityId), eq(identities.userId, userId)))
      .returning()
    if (!removed) throw new Refusal('identity.not_found')
    await keepAWay(tx, { user, oidc: ctx.oidc })
    return writeMail(tx, {
      kind: 'identity_removed',
      to: user.email,
      userId,
      facts: { provider: providerNameOf(removed, ctx) },
      now: ctx.clock.now(),
    })
  })
  handOver(ctx, mailId)
}
