import type { UserRow } from '@chatterly/db/schema/users'
import type { SignedIn } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Context } from '../context.ts'
import { toOwnProfileView } from '../users/view.ts'
import { beginAs } from './begin-as.ts'
import { recognizeDevice } from './devices/recognize-device.ts'

/**
 * What every way of signing in at a browser ends with, once it is clear who somebody is: a new session, and a browser
 * that is known from now on. A session that was there before is left behind: whoever planted it does not share the new
 * one.
 *
 * @param options.isNew a new account need not be told of its first sign-in
 * @throws auth.http_only where the transport carries no cookies; auth.wrong_credentials as beginAs does
 */
export async function signIn(
  ctx: Context,
  user: UserRow,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<SignedIn> {
  const setCookie = accessCookies(ctx)
  const { cookie } = await beginAs(ctx, user, (label) => ctx.sessions.start(user.id, { label }))
  if (ctx.actor?.kind === 'browser') await ctx.sessions.end([ctx.actor.sessionHash])
  // First, for whoever reads one cookie of an answer.
  setCookie(cookie)
  setCookie(await recognizeDevice(ctx, user, { isExpected: isNew }))
  return { user: toOwnProfileView(user) }
}

/** @throws auth.http_only where the transport carries no cookies */
export function accessCookies(ctx: Context): (cookie: string) => void {
  if (!ctx.setCookie) throw new Refusal('auth.http_only')
  return ctx.setCookie
}
