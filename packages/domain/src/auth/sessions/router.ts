import { RevokeSession, SessionsEnded, SessionsList } from '@chatterly/protocol/auth/sessions'
import { SessionId } from '@chatterly/protocol/ids'
import { z } from 'zod'
import { router, signedIn } from '../../trpc.ts'
import { endSessions } from './end-sessions.ts'
import { listSessions } from './list-sessions.ts'
import { revokeSession } from './revoke-session.ts'
import { toSessionView } from './view.ts'

export const sessionsRouter = router({
  list: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(SessionsList)
    .query(async ({ ctx }) => {
      const rows = await listSessions(ctx)
      return { items: rows.map(toSessionView), currentId: SessionId.parse(ctx.actor.sessionHash) }
    }),

  revoke: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RevokeSession)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await revokeSession(ctx, input)
      return {}
    }),

  revokeOthers: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(SessionsEnded)
    .mutation(async ({ ctx }) => {
      const { userId, sessionHash } = ctx.actor
      return { ended: await endSessions(ctx, userId, { except: sessionHash, withTokens: false }) }
    }),
})
