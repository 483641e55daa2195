import { type SessionRow, sessions } from '@chatterly/db/schema/auth'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'

/** One's own. @throws token.not_found */
export async function accessToken({ db, actor }: SignedInContext, id: string): Promise<SessionRow> {
  const [token] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.idHash, id), eq(sessions.userId, actor.userId), eq(sessions.kind, 'token')))
  if (!token) throw new Refusal('token.not_found')
  return token
}
