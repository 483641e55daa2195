import { formatDay, formatTime } from '../../lib/format.ts'

/** "at 14:02" today, "on 3 Mar 2026" before. */
export const whenWords = (at: string, now = new Date()) =>
  new Date(at).toDateString() === now.toDateString() ? `at ${formatTime(at)}` : `on ${formatDay(at)}`
