import { knownDevices } from '@chatterly/db/schema/auth'
import { mails, proofs } from '@chatterly/db/schema/mails'
import { and, isNotNull, lt, ne, or } from 'drizzle-orm'
import type { World } from '../context.ts'
import { DEVICE_DAYS } from './devices/device-cookie.ts'

/** Days for which it can be looked up what was mailed to whom. */
const MAIL_DAYS = 7
/** Days for which an invitation that has ended stays in the list. */
const ENDED_INVITE_DAYS = 30
const DAY_MS = 86_400_000

/** Removes what has ended long ago: mails, links, and browsers nobody signed in from. */
export async function sweepLinks({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await db.delete(mails).where(lt(mails.createdAt, before(MAIL_DAYS)))
  const isOver = or(isNotNull(proofs.usedAt), lt(proofs.expiresAt, now))
  await db.delete(proofs).where(and(ne(proofs.purpose, 'invite'), isOver))
  await db.delete(proofs).where(lt(proofs.expiresAt, before(ENDED_INVITE_DAYS)))
  await db.delete(knownDevices).where(lt(knownDevices.seenAt, before(DEVICE_DAYS)))
}
