import { rateLimits } from '@chatterly/protocol/limits'
import { Refusal } from '@chatterly/protocol/refusals'
import type { World } from '../../context.ts'

/**
 * Before something is mailed to an address because somebody asked for it.
 * @throws auth.mail_off, rate.limited (by address, whether or not it has an account)
 */
export async function accessMail(
  { accounts, limiter }: Pick<World, 'accounts' | 'limiter'>,
  email: string,
): Promise<void> {
  if (!accounts.sendsMail) throw new Refusal('auth.mail_off')
  const allowance = await limiter.consume({ name: 'mailOfAccount', ...rateLimits.mailOfAccount }, email)
  if (!allowance.allowed) throw new Refusal('rate.limited', allowance)
}
