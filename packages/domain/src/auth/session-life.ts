import { SESSION_DAYS, SESSION_MAX_DAYS } from '@chatterly/protocol/auth/sessions'

const DAY_MS = 86_400_000
/** A renewal that would gain less is not worth a write: the last end is near. */
const GAIN_MIN_MS = DAY_MS

/** The end of a session that begins now, unless it is visited. */
export const firstEnd = (now: Date) => daysAfter(now, SESSION_DAYS)

/** The end that a visit gives a session; undefined while there is nothing to renew. */
export function renewedEnd(session: { createdAt: Date; expiresAt: Date }, now: Date): Date | undefined {
  if (session.expiresAt.getTime() - now.getTime() > (SESSION_DAYS / 2) * DAY_MS) return undefined
  const last = daysAfter(session.createdAt, SESSION_MAX_DAYS)
  const end = new Date(Math.min(firstEnd(now).getTime(), last.getTime()))
  return end.getTime() - session.expiresAt.getTime() < GAIN_MIN_MS ? undefined : end
}

export const isOver = ({ expiresAt }: { expiresAt: Date }, now: Date) => expiresAt <= now

export const daysAfter = (date: Date, days: number) => new Date(date.getTime() + days * DAY_MS)
