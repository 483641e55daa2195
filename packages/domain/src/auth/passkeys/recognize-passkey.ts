import { type PasskeyRow, passkeys } from '@chatterly/db/schema/passkeys'
import type { UserRow } from '@chatterly/db/schema/users'
import type { SignInWithPasskey } from '@chatterly/protocol/auth/passkeys'
import { Refusal } from '@chatterly/protocol/refusals'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { and, eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { finishStep } from '../steps/sign-in-step.ts'
import { findByCredential } from './queries.ts'
import { relyingPartyOf } from './relying-party.ts'
import { signInStep } from './steps.ts'
import { userHandleOf } from './user-handle.ts'

type Response = SignInWithPasskey['response']

/**
 * Whose passkey signed the challenge. It stands for two factors: the device, and the finger or PIN it asked for.
 * @throws auth.step_over, auth.passkey_refused, auth.passkeys_need_name
 */
export async function recognizePasskey(ctx: Context, input: SignInWithPasskey): Promise<UserRow> {
  const { challenge } = await finishStep(ctx, signInStep, { secret: input.step })
  const passkey = await findByCredential(ctx.db, input.response.id)
  if (!passkey || input.response.response.userHandle !== userHandleOf(passkey.userId))
    throw new Refusal('auth.passkey_refused')
  await countUse(ctx, passkey, await verify(ctx, { passkey, response: input.response, challenge }))
  return accessUser(ctx.db, passkey.userId)
}

type Use = { counter: number; isSynced: boolean }

async function verify(
  ctx: Context,
  { passkey, response, challenge }: { passkey: PasskeyRow; response: Response; challenge: string },
): Promise<Use> {
  const { id, origin } = relyingPartyOf(ctx)
  const { userHandle, ...said } = response.response
  // The library throws a plain error for whatever does not fit, a counter that went back too.
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      ...response,
      response: { ...said, ...(userHandle && { userHandle }) },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    ctx.logger.info({ err: error, passkeyId: passkey.id }, 'A passkey was refused')
    throw new Refusal('auth.passkey_refused')
  })
  if (!verified) throw new Refusal('auth.passkey_refused')
  return { counter: authenticationInfo.newCounter, isSynced: authenticationInfo.credentialBackedUp }
}

/** Of two that say the same count one is a copy. */
async function countUse(ctx: Context, passkey: PasskeyRow, { counter, isSynced }: Use): Promise<void> {
  const counted = await ctx.db
    .update(passkeys)
    .set({ counter, isSynced, usedAt: ctx.clock.now() })
    .where(and(eq(passkeys.id, passkey.id), eq(passkeys.counter, passkey.counter)))
    .returning({ id: passkeys.id })
  if (counted.length === 0) throw new Refusal('auth.passkey_refused')
}
