import { knownDevices } from '@chatterly/db/schema/auth'
import type { UserRow } from '@chatterly/db/schema/users'
import { sql } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { knownWordsOf } from '../device-words.ts'
import { sendMail } from '../mails/send-mail.ts'
import { deviceCookie, hashDeviceId, newDeviceId, readDeviceId } from './device-cookie.ts'

/**
 * Remembers that this person signed in from this browser, and tells them by mail when they never did before.
 * @returns the cookie the browser is known by
 */
export async function recognizeDevice(
  ctx: Pick<Context, 'db' | 'clock' | 'queue' | 'logger' | 'accounts' | 'cookieHeader' | 'userAgent'>,
  user: UserRow,
  { isExpected }: { isExpected: boolean },
): Promise<string> {
  const id = readDeviceId(ctx.cookieHeader, ctx.accounts) ?? newDeviceId()
  const words = knownWordsOf(ctx.userAgent)
  const now = ctx.clock.now()
  const [device] = await ctx.db
    .insert(knownDevices)
    .values({ userId: user.id, idHash: hashDeviceId(id), seenAt: now })
    .onConflictDoUpdate({ target: [knownDevices.userId, knownDevices.idHash], set: { seenAt: now } })
    // PostgreSQL's own mark of a row that was there before.
    .returning({ isNew: sql<boolean>`xmax = 0` })
  if (device?.isNew && !isExpected)
    await sendMail(ctx, {
      kind: 'signed_in',
      to: user.email,
      userId: user.id,
      facts: { at: now.toISOString(), ...(words && { device: words }) },
    })
  return deviceCookie(id, ctx.accounts)
}
