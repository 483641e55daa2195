import { sessions } from '@chatterly/db/schema/auth'
import type { RevokeSession } from '@chatterly/protocol/auth/sessions'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, ne } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'

/** Ends one of one's own, also the one that asks. @throws session.not_found */
export async function revokeSession(ctx: SignedInContext, { sessionId }: RevokeSession): Promise<void> {
  const [session] = await ctx.db
    .select({ idHash: sessions.idHash })
    .from(sessions)
    .where(
      and(eq(sessions.idHash, sessionId), eq(sessions.userId, ctx.actor.userId), ne(sessions.kind, 'token')),
    )
  if (!session) throw new Refusal('session.not_found')
  await ctx.sessions.end([session.idHash])
}
