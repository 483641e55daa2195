import { PASSKEY_ALGORITHMS, type PasskeyCreation } from '@chatterly/protocol/auth/passkeys'
import type { SignedInContext } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { beginStep } from '../steps/sign-in-step.ts'
import { listPasskeysOf } from './queries.ts'
import { relyingPartyOf } from './relying-party.ts'
import { newChallenge, registrationStep, STEP_MS } from './steps.ts'
import { userHandleOf } from './user-handle.ts'

/** What a browser shows its owner when it asks for the passkey. */
const NAME = 'Chatterly'

/**
 * What a device needs to make a passkey: one that finds its owner without a username and asks for a finger or a PIN.
 * @throws auth.confirm_first, auth.passkeys_need_name
 */
export async function beginRegistration(
  ctx: SignedInContext,
): Promise<{ step: string; options: PasskeyCreation }> {
  await confirmedRecently(ctx)
  const { id } = relyingPartyOf(ctx)
  const user = await accessUser(ctx.db, ctx.actor.userId)
  const known = await listPasskeysOf(ctx.db, user.id)
  const challenge = newChallenge()
  const { sessionHash } = ctx.actor
  const step = await beginStep(ctx, registrationStep, { facts: { challenge }, sessionHash })
  const options: PasskeyCreation = {
    rp: { id, name: NAME },
    user: { id: userHandleOf(user.id), name: user.username, displayName: user.displayName },
    challenge,
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
    timeout: STEP_MS,
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      type: 'public-key',
      transports,
    })),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  }
  return { step, options }
}
