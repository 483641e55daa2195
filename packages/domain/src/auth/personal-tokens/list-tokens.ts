import { type SessionRow, sessions } from '@chatterly/db/schema/auth'
import { and, desc, eq, gt } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'

/** The newest first. */
export const listTokens = ({ db, actor, clock }: SignedInContext): Promise<SessionRow[]> =>
  db
    .select()
    .from(sessions)
    .where(
      and(eq(sessions.userId, actor.userId), eq(sessions.kind, 'token'), gt(sessions.expiresAt, clock.now())),
    )
    .orderBy(desc(sessions.createdAt))
