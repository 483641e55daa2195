import { type UserRow, users } from '@chatterly/db/schema/users'
import { eq } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { deletionAtOf } from './deletion.ts'

/**
 * Ends every other session. Asked for again, the day stays as it was.
 * @throws auth.confirm_first
 */
export async function requestDeletion(ctx: SignedInContext): Promise<UserRow> {
  await confirmedRecently(ctx)
  const before = await accessUser(ctx.db, ctx.actor.userId)
  if (before.deletionRequestedAt) return before
  const now = ctx.clock.now()
  const user = { ...before, deletionRequestedAt: now }
  const mailId = await ctx.db.transaction(async (tx) => {
    await tx.update(users).set({ deletionRequestedAt: now }).where(eq(users.id, user.id))
    const facts = { deletionAt: deletionAtOf(user, ctx)?.toISOString() ?? '' }
    return writeMail(tx, { kind: 'deletion_requested', to: user.email, userId: user.id, facts, now })
  })
  await endSessions(ctx, user.id, { except: ctx.actor.sessionHash, withTokens: true })
  handOver(ctx, mailId)
  return user
}
