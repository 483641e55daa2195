import type { RevokeToken } from '@chatterly/protocol/auth/personal-tokens'
import type { SignedInContext } from '../../context.ts'
import { accessToken } from './access.ts'

/** Ends it and every socket it opened. @throws token.not_found */
export async function revokeToken(ctx: SignedInContext, { tokenId }: RevokeToken): Promise<void> {
  const { idHash } = await accessToken(ctx, tokenId)
  await ctx.sessions.end([idHash])
}
