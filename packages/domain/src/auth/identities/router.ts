import {
  BeginLink,
  BeginProviderSignIn,
  BegunAtProvider,
  FinishAtProvider,
  FinishedAtProvider,
  IdentitiesList,
  ProvidersList,
  RemoveIdentity,
} from '@chatterly/protocol/auth/identities'
import { z } from 'zod'
import { anyone, router, signedIn } from '../../trpc.ts'
import { beginLink, beginProviderSignIn } from './begin-at-provider.ts'
import { finishAtProvider } from './finish-at-provider.ts'
import { listIdentitiesOf } from './queries.ts'
import { removeIdentity } from './remove-identity.ts'
import { toIdentityView, toProviderView } from './view.ts'

export const identitiesRouter = router({
  providers: anyone
    .meta({ access: 'anyone', limit: 'anonymous' })
    .output(ProvidersList)
    .query(({ ctx }) => ({ items: ctx.oidc ? [toProviderView(ctx.oidc)] : [] })),

  beginSignIn: anyone
    .meta({ access: 'anyone', limit: 'provider' })
    .input(BeginProviderSignIn)
    .output(BegunAtProvider)
    .mutation(async ({ ctx, input }) => ({ url: await beginProviderSignIn(ctx, input) })),

  beginLink: signedIn
    .meta({ access: 'account', limit: 'provider' })
    .input(BeginLink)
    .output(BegunAtProvider)
    .mutation(async ({ ctx, input }) => ({ url: await beginLink(ctx, input) })),

  finish: anyone
    .meta({ access: 'anyone', limit: 'provider' })
    .input(FinishAtProvider)
    .output(FinishedAtProvider)
    .mutation(async ({ ctx, input }) => ({ returnTo: await finishAtProvider(ctx, input) })),

  list: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(IdentitiesList)
    .query(async ({ ctx }) => ({
      items: (await listIdentitiesOf(ctx.db, ctx.actor.userId)).map((row) => toIdentityView(row, ctx)),
    })),

  remove: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RemoveIdentity)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await removeIdentity(ctx, input.identityId)
      return {}
    }),
})
