import { refreshTokens } from '@chatterly/db/schema/auth'
import type { UserRow } from '@chatterly/db/schema/users'
import type { ProgramTokens } from '@chatterly/protocol/auth/programs'
import type { Context } from '../../context.ts'
import { beginAs } from '../begin-as.ts'
import { firstEnd } from '../session-life.ts'
import { hashRefreshToken, newRefreshToken, newSalt } from './refresh-token.ts'
import { toProgramTokens } from './view.ts'

/**
 * A new session of a program that has shown who it acts for.
 * @throws auth.wrong_credentials as beginAs does
 */
export async function startProgram(ctx: Context, user: UserRow): Promise<ProgramTokens> {
  const now = ctx.clock.now()
  const { actor } = await beginAs(ctx, user, async (label) => ({
    actor: await ctx.sessions.startProgram(user.id, { label }),
  }))
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
