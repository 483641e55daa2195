import { expect, test } from 'vitest'
import { formatDay, formatTime } from '../../lib/format.ts'
import { whenWords } from './when-words.ts'

test('today is told by the hour, any other day by its date', () => {
  const now = new Date(2026, 2, 5, 18, 0)
  const today = new Date(2026, 2, 5, 9, 30).toISOString()
  const yesterday = new Date(2026, 2, 4, 23, 59).toISOString()
  expect(whenWords(today, now)).toBe(`at ${formatTime(today)}`)
  expect(whenWords(yesterday, now)).toBe(`on ${formatDay(yesterday)}`)
})
