import { type UserRow, users } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { isDeletionDue } from './account/deletion.ts'
import { deviceWordsOf } from './device-words.ts'

/**
 * The session of a browser or a program that has shown who it acts for, whatever it showed. A deletion that was asked
 * for is taken back.
 *
 * @param begin is given what the device is called
 * @throws auth.wrong_credentials when the account is to be deleted by now, or its password was changed while it was
 * checked
 */
export async function beginAs<Begun extends { actor: Actor }>(
  ctx: Pick<Context, 'db' | 'clock' | 'accounts' | 'sessions' | 'userAgent'>,
  user: UserRow,
  begin: (label: string) => Promise<Begun>,
): Promise<Begun> {
  if (isDeletionDue(user, ctx)) throw new Refusal('auth.wrong_credentials')
  const begun = await begin(deviceWordsOf(ctx.userAgent))
  // A password change ends the sessions that are there: one that began just after it ends here.
  if (!(await isStill(ctx, user))) {
    await ctx.sessions.end([begun.actor.sessionHash])
    throw new Refusal('auth.wrong_credentials')
  }
  if (user.deletionRequestedAt)
    await ctx.db.update(users).set({ deletionRequestedAt: null }).where(eq(users.id, user.id))
  return begun
}

async function isStill({ db }: Pick<Context, 'db'>, user: UserRow): Promise<boolean> {
  const [now] = await db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, user.id))
  return now?.passwordHash === user.passwordHash
}
