import { sessions } from '@chatterly/db/schema/auth'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt } from 'drizzle-orm'
import type { SignedInContext } from '../context.ts'

/** Minutes. A machine left alone for longer cannot take an account over. */
const CONFIRMED_MINUTES = 10

/**
 * Before an account's password, address, second factors, tokens or existence change: whoever asks has signed in, or
 * given their password again, within the last minutes.
 *
 * @throws auth.confirm_first
 */
export async function confirmedRecently(ctx: Pick<SignedInContext, 'db' | 'clock' | 'actor'>): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - CONFIRMED_MINUTES * 60_000)
  const [session] = await ctx.db
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(and(eq(sessions.idHash, ctx.actor.sessionHash), gt(sessions.confirmedAt, since)))
  if (!session) throw new Refusal('auth.confirm_first')
}
