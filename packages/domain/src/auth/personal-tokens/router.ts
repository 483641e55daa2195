import { CreateToken, NewToken, RevokeToken, TokensList } from '@chatterly/protocol/auth/personal-tokens'
import { z } from 'zod'
import { router, signedIn } from '../../trpc.ts'
import { accessToken } from './access.ts'
import { createToken } from './create-token.ts'
import { listTokens } from './list-tokens.ts'
import { revokeToken } from './revoke-token.ts'
import { toTokenView } from './view.ts'

export const tokensRouter = router({
  create: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(CreateToken)
    .output(NewToken)
    .mutation(async ({ ctx, input }) => {
      const { token, id } = await createToken(ctx, input)
      return { token, view: toTokenView(await accessToken(ctx, id)) }
    }),

  list: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(TokensList)
    .query(async ({ ctx }) => ({ items: (await listTokens(ctx)).map(toTokenView) })),

  revoke: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RevokeToken)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await revokeToken(ctx, input)
      return {}
    }),
})
