import { type UserRow, users } from '@chatterly/db/schema/users'
import type { SignedIn } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { toOwnProfileView } from '../users/view.ts'
import { deviceWordsOf } from './device-words.ts'
import { recognizeDevice } from './devices/recognize-device.ts'

/**
 * What every way of signing in at a browser ends with, once it is clear who somebody is: a new session, a browser that
 * is known from now on, and no deletion that was asked for. A session that was there before is left behind: whoever
 * planted it does not share the new one.
 *
 * @param options.isNew a new account need not be told of its first sign-in
 * @throws auth.http_only where the transport carries no cookies; auth.wrong_credentials when the password was changed
 * while it was checked
 */
export async function signIn(
  ctx: Context,
  user: UserRow,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<SignedIn> {
  const setCookie = accessCookies(ctx)
  if (ctx.actor?.kind === 'browser') await ctx.sessions.end([ctx.actor.sessionHash])
  const { cookie, actor } = await ctx.sessions.start(user.id, { label: deviceWordsOf(ctx.userAgent) })
  // A password change ends the sessions that are there: one that began just after it ends here.
  if (!(await isStill(ctx, user))) {
    await ctx.sessions.end([actor.sessionHash])
    throw new Refusal('auth.wrong_credentials')
  }
  // First, for whoever reads one cookie of an answer.
  setCookie(cookie)
  setCookie(await recognizeDevice(ctx, user, { isExpected: isNew }))
  if (user.deletionRequestedAt)
    await ctx.db.update(users).set({ deletionRequestedAt: null }).where(eq(users.id, user.id))
  return { user: toOwnProfileView(user) }
}

async function isStill(ctx: Context, user: UserRow): Promise<boolean> {
  const [now] = await ctx.db
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, user.id))
  return now?.passwordHash === user.passwordHash
}

/** @throws auth.http_only where the transport carries no cookies */
export function accessCookies(ctx: Context): (cookie: string) => void {
  if (!ctx.setCookie) throw new Refusal('auth.http_only')
  return ctx.setCookie
}
