import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createArrivals } from './arrivals.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('a few messages are read out; more within two seconds are only counted', async () => {
  const said: string[] = []
  const arrivals = createArrivals({ say: (text) => said.push(text) })
  for (const body of ['one', 'two', 'three', 'four', 'five']) arrivals.arrived('Maya', body)
  expect(said).toEqual(['Maya: one', 'Maya: two', 'Maya: three'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(said.slice(3)).toEqual(['2 new messages'])
  arrivals.arrived('Ben', 'later')
  expect(said.at(-1)).toBe('Ben: later')
})
