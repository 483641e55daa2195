import {
  AccountOptions,
  AccountView,
  ChangeEmail,
  ChangePassword,
  ProvenEmail,
  ProveEmail,
  RequestPasswordReset,
  ResetPassword,
} from '@chatterly/protocol/auth/account'
import { z } from 'zod'
import { anyone, router, signedIn } from '../../trpc.ts'
import { accessUser } from '../../users/access.ts'
import { accessCookies, signIn } from '../sign-in.ts'
import { cancelDeletion } from './cancel-deletion.ts'
import { changeEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import { proveEmail } from './prove-email.ts'
import { requestDeletion } from './request-deletion.ts'
import { requestEmailProof } from './request-email-proof.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resetPassword } from './reset-password.ts'
import { toAccountOptions, toAccountView } from './view.ts'

const Done = z.object({})

export const accountRouter = router({
  options: anyone
    .meta({ access: 'anyone', limit: 'anonymous' })
    .output(AccountOptions)
    .query(({ ctx }) => toAccountOptions(ctx.accounts)),

  get: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(AccountView)
    .query(async ({ ctx }) => toAccountView(await accessUser(ctx.db, ctx.actor.userId), ctx)),

  requestEmailProof: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(Done)
    .mutation(async ({ ctx }) => {
      await requestEmailProof(ctx)
      return {}
    }),

  proveEmail: anyone
    .meta({ access: 'anyone', limit: 'link' })
    .input(ProveEmail)
    .output(ProvenEmail)
    .mutation(async ({ ctx, input }) => {
      // Before the link is used up.
      accessCookies(ctx)
      const registered = await proveEmail(ctx, input)
      return registered ? signIn(ctx, registered, { isNew: true }) : { user: null }
    }),

  requestPasswordReset: anyone
    .meta({ access: 'anyone', limit: 'mail' })
    .input(RequestPasswordReset)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset(ctx, input)
      return {}
    }),

  resetPassword: anyone
    .meta({ access: 'anyone', limit: 'link' })
    .input(ResetPassword)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resetPassword(ctx, input)
      return {}
    }),

  changePassword: signedIn
    .meta({ access: 'account', limit: 'confirm' })
    .input(ChangePassword)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changePassword(ctx, input)
      return {}
    }),

  changeEmail: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(ChangeEmail)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changeEmail(ctx, input)
      return {}
    }),

  requestDeletion: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(AccountView)
    .mutation(async ({ ctx }) => toAccountView(await requestDeletion(ctx), ctx)),

  cancelDeletion: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(AccountView)
    .mutation(async ({ ctx }) => toAccountView(await cancelDeletion(ctx), ctx)),
})
