import { expect, test } from 'vitest'
import { formatDay, formatTime } from '../../../lib/format.ts'
import { inviteLine, isOpen } from './invite-words.ts'

const now = new Date(2026, 2, 5, 18, 0)
const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString()
const made = { createdAt: at(5, 9), expiresAt: at(19, 9), usedAt: null }

test('an invitation that waits says when it was made, and when it ends', () => {
  expect(isOpen(made, now)).toBe(true)
  expect(inviteLine(made, now)).toBe(`Made at ${formatTime(at(5, 9))} · ends ${formatDay(at(19, 9))}`)
})

test('one that was used, or has ended, waits no more', () => {
  const used = { ...made, usedAt: at(5, 12) }
  expect(isOpen(used, now)).toBe(false)
  expect(inviteLine(used, now)).toBe(`Used at ${formatTime(at(5, 12))}`)
  const ended = { ...made, createdAt: at(1, 9), expiresAt: at(4, 9) }
  expect(isOpen(ended, now)).toBe(false)
  expect(inviteLine(ended, now)).toBe(`Ended on ${formatDay(at(4, 9))}`)
})
