import { randomBytes } from 'node:crypto'
import { secondFactors } from '@chatterly/db/schema/second-factors'
import { type Enrolment, TOTP_DIGITS, TOTP_STEP_SECONDS } from '@chatterly/protocol/auth/second-factor'
import { Refusal } from '@chatterly/protocol/refusals'
import { isNull } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { toBase32 } from './base32.ts'
import { sealSecret } from './sealed-secret.ts'
import { TOTP_SECRET_BYTES } from './totp.ts'

/** What the app shows beside its codes. */
const ISSUER = 'Chatterly'

/**
 * A new secret for an authenticator app, in place of one that was begun and not confirmed.
 * @throws auth.confirm_first, auth.second_factor_on
 */
export async function beginSecondFactor(ctx: SignedInContext): Promise<Enrolment> {
  await confirmedRecently(ctx)
  const { id: userId, email } = await accessUser(ctx.db, ctx.actor.userId)
  const secret = randomBytes(TOTP_SECRET_BYTES)
  const begun = { sealedSecret: sealSecret(ctx, userId, secret), createdAt: ctx.clock.now() }
  const rows = await ctx.db
    .insert(secondFactors)
    .values({ userId, ...begun })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: begun,
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId })
  if (rows.length === 0) throw new Refusal('auth.second_factor_on')
  const text = toBase32(secret).toUpperCase()
  return { secret: text, uri: uriOf(text, email) }
}

/** As Google Authenticator defined it and all have followed. */
function uriOf(secret: string, account: string): string {
  const facts = { secret, issuer: ISSUER, algorithm: 'SHA1', digits: TOTP_DIGITS, period: TOTP_STEP_SECONDS }
  const query = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  return `otpauth://totp/${ISSUER}:${encodeURIComponent(account)}?${query.join('&')}`
}
