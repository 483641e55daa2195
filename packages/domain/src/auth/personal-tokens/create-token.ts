import { sessions } from '@chatterly/db/schema/auth'
import { type CreateToken, TOKENS_MAX } from '@chatterly/protocol/auth/personal-tokens'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gt } from 'drizzle-orm'
import type { SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { daysAfter } from '../session-life.ts'
import { newPersonalToken } from './personal-token.ts'

/** The token itself is in this answer and nowhere else. @throws auth.confirm_first, token.too_many */
export async function createToken(
  ctx: SignedInContext,
  { name, scopes, expiresInDays }: CreateToken,
): Promise<{ token: string; id: string }> {
  await confirmedRecently(ctx)
  const now = ctx.clock.now()
  const { userId } = ctx.actor
  const isOwn = and(eq(sessions.userId, userId), eq(sessions.kind, 'token'), gt(sessions.expiresAt, now))
  if ((await ctx.db.$count(sessions, isOwn)) >= TOKENS_MAX) throw new Refusal('token.too_many')
  const token = newPersonalToken()
  const expiresAt = daysAfter(now, expiresInDays)
  const { sessionHash } = await ctx.sessions.keepToken(token, { userId, label: name, scopes, expiresAt })
  return { token, id: sessionHash }
}
