import type { PasskeyRequest } from '@chatterly/protocol/auth/passkeys'
import type { Context } from '../../context.ts'
import { beginStep } from '../steps/sign-in-step.ts'
import { relyingPartyOf } from './relying-party.ts'
import { newChallenge, signInStep, STEP_MS } from './steps.ts'

/**
 * What a device needs to sign in whoever's passkey it finds. Nobody says beforehand who they are, so nothing here
 * tells who has an account.
 *
 * @throws auth.passkeys_need_name
 */
export async function beginSignIn(ctx: Context): Promise<{ step: string; options: PasskeyRequest }> {
  const { id: rpId } = relyingPartyOf(ctx)
  const challenge = newChallenge()
  const step = await beginStep(ctx, signInStep, { facts: { challenge } })
  return { step, options: { rpId, challenge, timeout: STEP_MS, userVerification: 'required' } }
}
