import { passkeys } from '@chatterly/db/schema/passkeys'
import type { PasskeyId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { keepAWay } from '../keep-a-way.ts'
import { lockAccount } from '../lock-account.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'

/** @throws auth.confirm_first, auth.last_way, passkey.not_found also where it is somebody else's */
export async function removePasskey(ctx: SignedInContext, passkeyId: PasskeyId): Promise<void> {
  await confirmedRecently(ctx)
  const { userId } = ctx.actor
  const mailId = await ctx.db.transaction(async (tx) => {
    const user = await lockAccount(tx, userId)
    const removed = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, userId)))
      .returning({ id: passkeys.id })
    if (removed.length === 0) throw new Refusal('passkey.not_found')
    await keepAWay(tx, { user, oidc: ctx.oidc })
    return writeMail(tx, { kind: 'passkey_removed', to: user.email, userId, now: ctx.clock.now() })
  })
  handOver(ctx, mailId)
}
