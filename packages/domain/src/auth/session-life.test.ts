import { expect, test } from 'vitest'
import { daysAfter, firstEnd, isOver, renewedEnd } from './session-life.ts'

const start = new Date('2026-01-01T00:00:00Z')
const session = { createdAt: start, expiresAt: firstEnd(start) }
const day = (count: number) => daysAfter(start, count)

test('a session that nobody visits is over after thirty days', () => {
  expect(isOver(session, day(29.9))).toBe(false)
  expect(isOver(session, day(30))).toBe(true)
})

test('a visit renews it in the second half of that time only', () => {
  expect(renewedEnd(session, day(14.9))).toBeUndefined()
  expect(renewedEnd(session, day(15))).toEqual(day(45))
})

test('visited every day it is over after 180 days all the same', () => {
  const visited = { ...session }
  let renewals = 0
  for (let now = 0; !isOver(visited, day(now)); now++) {
    const end = renewedEnd(visited, day(now))
    if (!end) continue
    visited.expiresAt = end
    renewals += 1
  }
  expect(visited.expiresAt).toEqual(day(180))
  expect(renewals).toBeLessThan(15)
})
