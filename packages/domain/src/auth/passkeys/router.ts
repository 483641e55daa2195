import {
  BegunRegistration,
  BegunSignIn,
  PasskeysList,
  PasskeyView,
  RegisterPasskey,
  RemovePasskey,
  RenamePasskey,
  SignInWithPasskey,
} from '@chatterly/protocol/auth/passkeys'
import { SignedIn } from '@chatterly/protocol/auth/shapes'
import { z } from 'zod'
import { anyone, router, signedIn } from '../../trpc.ts'
import { accessCookies, signIn } from '../sign-in.ts'
import { beginRegistration } from './begin-registration.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { confirmByPasskey } from './confirm-by-passkey.ts'
import { listPasskeysOf } from './queries.ts'
import { recognizePasskey } from './recognize-passkey.ts'
import { registerPasskey } from './register-passkey.ts'
import { removePasskey } from './remove-passkey.ts'
import { renamePasskey } from './rename-passkey.ts'
import { toPasskeyView } from './view.ts'

export const passkeysRouter = router({
  list: signedIn
    .meta({ access: 'account', limit: 'read' })
    .output(PasskeysList)
    .query(async ({ ctx }) => ({
      items: (await listPasskeysOf(ctx.db, ctx.actor.userId)).map(toPasskeyView),
    })),

  beginRegistration: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(BegunRegistration)
    .mutation(({ ctx }) => beginRegistration(ctx)),

  register: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RegisterPasskey)
    .output(PasskeyView)
    .mutation(async ({ ctx, input }) => toPasskeyView(await registerPasskey(ctx, input))),

  rename: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RenamePasskey)
    .output(PasskeyView)
    .mutation(async ({ ctx, input }) => toPasskeyView(await renamePasskey(ctx, input))),

  remove: signedIn
    .meta({ access: 'account', limit: 'write' })
    .input(RemovePasskey)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await removePasskey(ctx, input.passkeyId)
      return {}
    }),

  beginSignIn: anyone
    .meta({ access: 'anyone', limit: 'passkey' })
    .output(BegunSignIn)
    .mutation(({ ctx }) => beginSignIn(ctx)),

  signIn: anyone
    .meta({ access: 'anyone', limit: 'passkey' })
    .input(SignInWithPasskey)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      accessCookies(ctx)
      return signIn(ctx, await recognizePasskey(ctx, input))
    }),

  confirm: signedIn
    .meta({ access: 'account', limit: 'confirm' })
    .input(SignInWithPasskey)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await confirmByPasskey(ctx, input)
      return {}
    }),
})
