import type { SignInWithPasskey } from '@chatterly/protocol/auth/passkeys'
import { Refusal } from '@chatterly/protocol/refusals'
import type { SignedInContext } from '../../context.ts'
import { noteConfirmed } from '../confirmed-recently.ts'
import { recognizePasskey } from './recognize-passkey.ts'

/**
 * In place of the password: from now on this session counts as confirmed for some minutes.
 * @throws auth.step_over, auth.passkey_refused also where it is somebody else's, auth.passkeys_need_name
 */
export async function confirmByPasskey(ctx: SignedInContext, input: SignInWithPasskey): Promise<void> {
  const owner = await recognizePasskey(ctx, input)
  if (owner.id !== ctx.actor.userId) throw new Refusal('auth.passkey_refused')
  await noteConfirmed(ctx)
}
