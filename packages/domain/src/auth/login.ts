import { knownDevices } from '@chatterly/db/schema/auth'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { Login } from '@chatterly/protocol/auth/shapes'
import { rateLimits } from '@chatterly/protocol/limits'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { isDeletionDue } from './account/deletion.ts'
import { hashDeviceId, readDeviceId } from './devices/device-cookie.ts'
import { hashPassword, isOutdated, isPasswordOf } from './passwords/passwords.ts'
import { requireSecondFactor } from './second-factor/require-second-factor.ts'

type Asking = Pick<
  Context,
  'db' | 'limiter' | 'clock' | 'accounts' | 'cookieHeader' | 'secrets' | 'queue' | 'logger'
>

/**
 * Whose login, password and code these are.
 * @throws auth.wrong_credentials, auth.code_required, auth.wrong_code, rate.limited (by login, whatever the address; from a browser they signed in from
 * before, by that browser, so that strangers cannot lock them out), service.unavailable
 */
export async function login(ctx: Asking, input: Login): Promise<UserRow> {
  const { user, device } = await findByLogin(ctx, input.login)
  const limit = device ? 'loginOfDevice' : 'loginOfAccount'
  // Composed, so that signs that only look alike share what is left.
  const counted = device ?? input.login.normalize('NFKC').toLowerCase()
  const allowance = await ctx.limiter.consume({ name: limit, ...rateLimits[limit] }, counted)
  if (!allowance.allowed) throw new Refusal('rate.limited', allowance)

  const isRight = await isPasswordOf(user?.passwordHash, input.password)
  if (!user || !isRight || isDeletionDue(user, ctx)) throw new Refusal('auth.wrong_credentials')
  await requireSecondFactor(ctx, user.id, input.code)
  return isOutdated(user.passwordHash) ? rehash(ctx, user, input.password) : user
}

/** One question, whether or not there is anybody: its time tells nothing. */
async function findByLogin(
  ctx: Asking,
  text: string,
): Promise<{ user: UserRow | undefined; device: string | undefined }> {
  const idHash = hashDeviceId(readDeviceId(ctx.cookieHeader, ctx.accounts) ?? '')
  const [found] = await ctx.db
    .select({ user: users, device: knownDevices.idHash })
    .from(users)
    .leftJoin(knownDevices, and(eq(knownDevices.userId, users.id), eq(knownDevices.idHash, idHash)))
    .where(or(eq(users.email, text), eq(users.username, text)))
  return { user: found?.user, device: found?.device ? `${found.user.id} ${found.device}` : undefined }
}

/** What a password costs to guess follows today's cost as soon as its owner signs in. */
async function rehash(ctx: Asking, user: UserRow, password: string): Promise<UserRow> {
  const passwordHash = await hashPassword(password)
  const [rehashed] = await ctx.db
    .update(users)
    .set({ passwordHash })
    .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash)))
    .returning()
  if (!rehashed) throw new Refusal('auth.wrong_credentials')
  return rehashed
}
