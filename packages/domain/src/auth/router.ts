import { ProgramTokens, Refresh, Ticket } from '@chatterly/protocol/auth/programs'
import { Login, Register, SignedIn } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { OwnProfileView } from '@chatterly/protocol/users/shapes'
import type { UserRow } from '@chatterly/db/schema/users'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { anyone, router, signedIn } from '../trpc.ts'
import { accessUser } from '../users/access.ts'
import { toOwnProfileView } from '../users/view.ts'
import { deviceWordsOf } from './device-words.ts'
import { login } from './login.ts'
import { refreshProgram } from './programs/refresh-program.ts'
import { startProgram } from './programs/start-program.ts'
import { register } from './register.ts'

export const authRouter = router({
  register: anyone
    .meta({ access: 'anyone', limit: 'register' })
    .input(Register)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const setCookie = accessCookies(ctx)
      return signIn(ctx, setCookie, await register(ctx, input))
    }),

  login: anyone
    .meta({ access: 'anyone', limit: 'login' })
    .input(Login)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const setCookie = accessCookies(ctx)
      return signIn(ctx, setCookie, await login(ctx, input))
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
    .mutation(async ({ ctx, input }) => startProgram(ctx, (await login(ctx, input)).id)),

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

/** A browser's session that was there before is left behind: whoever planted it does not share the new one. */
async function signIn(ctx: Context, setCookie: (cookie: string) => void, user: UserRow) {
  if (ctx.actor?.kind === 'browser') await ctx.sessions.end([ctx.actor.sessionHash])
  const { cookie } = await ctx.sessions.start(user.id, { label: deviceWordsOf(ctx.userAgent) })
  setCookie(cookie)
  return { user: toOwnProfileView(user) }
}

/** @throws auth.http_only where the transport carries no cookies */
function accessCookies(ctx: Context): (cookie: string) => void {
  if (!ctx.setCookie) throw new Refusal('auth.http_only')
  return ctx.setCookie
}
