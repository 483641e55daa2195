import { ProgramTokens, Refresh, Ticket } from '@chatterly/protocol/auth/programs'
import { ConfirmPassword, Login, Register, Registered, SignedIn } from '@chatterly/protocol/auth/shapes'
import { OwnProfileView } from '@chatterly/protocol/users/shapes'
import { z } from 'zod'
import { anyone, router, signedIn } from '../trpc.ts'
import { accessUser } from '../users/access.ts'
import { toOwnProfileView } from '../users/view.ts'
import { confirmPassword } from './confirm-password.ts'
import { login } from './login.ts'
import { refreshProgram } from './programs/refresh-program.ts'
import { startProgram } from './programs/start-program.ts'
import { register } from './register.ts'
import { accessCookies, signIn } from './sign-in.ts'

export const authRouter = router({
  register: anyone
    .meta({ access: 'anyone', limit: 'register' })
    .input(Register)
    .output(Registered)
    .mutation(async ({ ctx, input }) => {
      accessCookies(ctx)
      const user = await register(ctx, input)
      return user ? signIn(ctx, user, { isNew: true }) : { user }
    }),

  login: anyone
    .meta({ access: 'anyone', limit: 'login' })
    .input(Login)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      accessCookies(ctx)
      return signIn(ctx, await login(ctx, input))
    }),

  confirm: signedIn
    .meta({ access: 'account', limit: 'confirm' })
    .input(ConfirmPassword)
    .output(z.object({}))
    .mutation(async ({ ctx, input }) => {
      await confirmPassword(ctx, input)
      return {}
    }),

  logout: signedIn
    .meta({ access: 'account', limit: 'write' })
    .output(z.object({}))
    .mutation(async ({ ctx }) => {
      // A program has no cookie to take away, and may sign out over its socket.
      const setCookie = ctx.actor.kind === 'browser' ? accessCookies(ctx) : undefined
      await ctx.sessions.end([ctx.actor.sessionHash])
      setCookie?.(ctx.sessions.blankCookie())
      return {}
    }),

  token: anyone
    .meta({ access: 'anyone', limit: 'login' })
    .input(Login)
    .output(ProgramTokens)
    .mutation(async ({ ctx, input }) => startProgram(ctx, await login(ctx, input))),

  refresh: anyone
    .meta({ access: 'anyone', limit: 'refresh' })
    .input(Refresh)
    .output(ProgramTokens)
    .mutation(({ ctx, input }) => refreshProgram(ctx, input)),

  ticket: signedIn
    .meta({ access: 'signedIn', limit: 'subscribe', scope: 'read' })
    .output(Ticket)
    .mutation(async ({ ctx }) => ({ ticket: await ctx.tickets.make(ctx.actor) })),

  me: anyone
    .meta({ access: 'anyone', limit: 'anonymous' })
    .output(z.object({ user: OwnProfileView.nullable() }))
    .query(async ({ ctx }) => ({
      user: ctx.actor && toOwnProfileView(await accessUser(ctx.db, ctx.actor.userId)),
    })),
})
