import { sessions } from '@chatterly/db/schema/auth'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt } from 'drizzle-orm'
import type { SignedInContext } from '../context.ts'

/** Minutes. A machine left alone for longer cannot take an account over. */
const CONFIRMED_MINUTES = 10

type Confirming = Pick<SignedInContext, 'db' | 'clock' | 'actor'>

/**
 * Before an account's password, address, second factors, tokens or existence change: whoever asks has signed in, or
 * shown again who they are, within the last minutes.
 *
 * @throws auth.confirm_first
 */
export async function confirmedRecently(ctx: Confirming): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - CONFIRMED_MINUTES * 60_000)
  const [session] = await ctx.db
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(and(eq(sessions.idHash, ctx.actor.sessionHash), gt(sessions.confirmedAt, since)))
  if (!session) throw new Refusal('auth.confirm_first')
}

/** Whoever has this session has just shown who they are. */
export async function noteConfirmed({ db, clock, actor }: Confirming): Promise<void> {
  await db.update(sessions).set({ confirmedAt: clock.now() }).where(eq(sessions.idHash, actor.sessionHash))
}
