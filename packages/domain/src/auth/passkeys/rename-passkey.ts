import { type PasskeyRow, passkeys } from '@chatterly/db/schema/passkeys'
import type { RenamePasskey } from '@chatterly/protocol/auth/passkeys'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { Acting } from '../../context.ts'

/** @throws passkey.not_found also where it is somebody else's */
export async function renamePasskey(ctx: Acting, { passkeyId, name }: RenamePasskey): Promise<PasskeyRow> {
  const [passkey] = await ctx.db
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, passkeyId), eq(passkeys.userId, ctx.actor.userId)))
    .returning()
  if (!passkey) throw new Refusal('passkey.not_found')
  return passkey
}
