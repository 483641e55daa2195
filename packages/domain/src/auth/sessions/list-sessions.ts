import { type SessionRow, sessions } from '@chatterly/db/schema/auth'
import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'

/** Where the person is signed in: browsers and programs. Personal tokens have a list of their own. */
export const listSessions = ({ db, actor, clock }: SignedInContext): Promise<SessionRow[]> =>
  db
    .select()
    .from(sessions)
    .where(
      and(eq(sessions.userId, actor.userId), ne(sessions.kind, 'token'), gt(sessions.expiresAt, clock.now())),
    )
    .orderBy(desc(sessions.seenAt), desc(sessions.createdAt))
