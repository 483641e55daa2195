import { type SecondFactorRow, secondFactors } from '@chatterly/db/schema/second-factors'
import { TOTP_DIGITS } from '@chatterly/protocol/auth/second-factor'
import type { UserId } from '@chatterly/protocol/ids'
import { rateLimits } from '@chatterly/protocol/limits'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { findSecondFactor } from './queries.ts'
import { useRecoveryCode } from './recovery-codes.ts'
import { secretOf } from './sealed-secret.ts'
import { findStep } from './totp.ts'

type Checking = Pick<World, 'db' | 'clock' | 'limiter' | 'secrets' | 'queue' | 'logger'>

/**
 * After the password was right: where a second factor is on, the code is right too, and now used.
 * @throws auth.code_required, auth.wrong_code, rate.limited (by account, whatever the address)
 */
export async function requireSecondFactor(
  world: Checking,
  userId: UserId,
  code: string | undefined,
): Promise<void> {
  const factor = await findSecondFactor(world.db, userId)
  if (!factor) return
  if (code === undefined) throw new Refusal('auth.code_required')
  const allowance = await world.limiter.consume(
    { name: 'codeOfAccount', ...rateLimits.codeOfAccount },
    userId,
  )
  if (!allowance.allowed) throw new Refusal('rate.limited', allowance)
  if (!(await useCode(world, factor, code))) throw new Refusal('auth.wrong_code')
}

async function useCode(world: Checking, factor: SecondFactorRow, typed: string): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '').toLowerCase()
  const { userId } = factor
  return code.length > TOTP_DIGITS
    ? useRecoveryCode(world, { userId, code, now: world.clock.now() })
    : useStep(world, factor, code)
}

/** Whoever sees a code being typed cannot use it again, and of two that come together one is refused. */
async function useStep(world: Checking, factor: SecondFactorRow, code: string): Promise<boolean> {
  const step = findStep(secretOf(world, factor), code, world.clock.now())
  if (step === undefined) return false
  const { userId, lastStep } = secondFactors
  const used = await world.db
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(eq(userId, factor.userId), or(isNull(lastStep), lt(lastStep, step))))
    .returning({ userId })
  return used.length > 0
}
