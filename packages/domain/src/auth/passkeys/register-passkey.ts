import type { Transaction } from '@chatterly/db/database'
import { type PasskeyRow, passkeys } from '@chatterly/db/schema/passkeys'
import { PASSKEY_ALGORITHMS, PASSKEYS_MAX, type RegisterPasskey } from '@chatterly/protocol/auth/passkeys'
import { Refusal } from '@chatterly/protocol/refusals'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { violatedConstraint } from '../../violated-constraint.ts'
import { lockAccount } from '../lock-account.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { finishStep } from '../steps/sign-in-step.ts'
import { relyingPartyOf } from './relying-party.ts'
import { registrationStep } from './steps.ts'

type Verified = Pick<
  typeof passkeys.$inferInsert,
  'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'
>

/**
 * Keeps the public half of the passkey a device has made.
 * @throws auth.step_over, auth.passkey_not_made, auth.too_many_passkeys, auth.passkeys_need_name
 */
export async function registerPasskey(ctx: SignedInContext, input: RegisterPasskey): Promise<PasskeyRow> {
  const { userId, sessionHash } = ctx.actor
  const { challenge } = await finishStep(ctx, registrationStep, { secret: input.step, sessionHash })
  const verified = await verify(ctx, input.response, challenge)
  const { passkey, mailId } = await ctx.db.transaction(async (tx) => {
    const { email } = await lockAccount(tx, userId)
    if ((await tx.$count(passkeys, eq(passkeys.userId, userId))) >= PASSKEYS_MAX)
      throw new Refusal('auth.too_many_passkeys')
    const mail = { kind: 'passkey_added', to: email, userId, now: ctx.clock.now() } as const
    return {
      passkey: await insertPasskey(tx, { ...verified, userId, name: input.name }),
      mailId: await writeMail(tx, mail),
    }
  })
  handOver(ctx, mailId)
  return passkey
}

async function verify(
  ctx: SignedInContext,
  response: RegisterPasskey['response'],
  challenge: string,
): Promise<Verified> {
  const { id, origin } = relyingPartyOf(ctx)
  // The library throws a plain error for whatever does not fit.
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
  }).catch((error: unknown) => {
    ctx.logger.info({ err: error }, 'A passkey was not taken')
    throw new Refusal('auth.passkey_not_made')
  })
  if (!registrationInfo) throw new Refusal('auth.passkey_not_made')
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: response.response.transports ?? [],
    isSynced: credentialBackedUp,
  }
}

async function insertPasskey(tx: Transaction, values: typeof passkeys.$inferInsert): Promise<PasskeyRow> {
  const [passkey] = await tx
    .insert(passkeys)
    .values(values)
    .returning()
    .catch((error: unknown) => {
      // Somebody has it already, perhaps another person: nobody is told which.
      if (violatedConstraint(error) === 'passkeys_credential') throw new Refusal('auth.passkey_not_made')
      throw error
    })
  if (!passkey) throw new Error('The new passkey was not returned')
  return passkey
}
