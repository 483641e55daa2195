import { refreshTokens } from '@chatterly/db/schema/auth'
import type { ProgramTokens } from '@chatterly/protocol/auth/programs'
import type { UserId } from '@chatterly/protocol/ids'
import type { Context } from '../../context.ts'
import { deviceWordsOf } from '../device-words.ts'
import { firstEnd } from '../session-life.ts'
import { hashRefreshToken, newRefreshToken, newSalt } from './refresh-token.ts'
import { toProgramTokens } from './view.ts'

/** A new session of a program that has shown who it acts for. */
export async function startProgram(ctx: Context, userId: UserId): Promise<ProgramTokens> {
  const now = ctx.clock.now()
  const actor = await ctx.sessions.startProgram(userId, { label: deviceWordsOf(ctx.userAgent) })
  const refreshToken = newRefreshToken()
  await ctx.db.insert(refreshTokens).values({
    hash: hashRefreshToken(refreshToken),
    sessionHash: actor.sessionHash,
    salt: newSalt(),
    expiresAt: firstEnd(now),
    createdAt: now,
  })
  return toProgramTokens(await ctx.accessTokens.sign(actor), refreshToken)
}
