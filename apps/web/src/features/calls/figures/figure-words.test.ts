import { expect, test } from 'vitest'
import { barsOf, dayWords, failingShare } from './figure-words.ts'

const day = (at: string, tried: number, failed: number) => ({ day: at, tried, failed, people: failed })

test('a share never rounds to "none" or "all" where it is neither', () => {
  expect(failingShare({ tried: 0, failed: 0 })).toBe('–')
  expect(failingShare({ tried: 40, failed: 0 })).toBe('0%')
  expect(failingShare({ tried: 1000, failed: 1 })).toBe('<1%')
  expect(failingShare({ tried: 40, failed: 10 })).toBe('25%')
  expect(failingShare({ tried: 1000, failed: 999 })).toBe('99%')
  expect(failingShare({ tried: 3, failed: 3 })).toBe('100%')
})

test('thirty days are drawn, the latest last, measured by the busiest', () => {
  const now = new Date('2026-03-05T12:00:00Z')
  const bars = barsOf([day('2026-03-03', 8, 4), day('2026-03-05', 2, 2)], now)
  expect(bars).toHaveLength(30)
  expect(bars.at(-1)).toEqual({ day: '2026-03-05', tried: 25, failed: 25 })
  expect(bars.at(-3)).toEqual({ day: '2026-03-03', tried: 100, failed: 50 })
  expect(bars[0]).toEqual({ day: '2026-02-04', tried: 0, failed: 0 })
})

test('the bars are said in words', () => {
  expect(dayWords([day('2026-03-03', 8, 0)])).toBe('Failed on no day')
  expect(dayWords([day('2026-03-03', 8, 4), day('2026-03-05', 2, 2)])).toMatch(
    /^Failed on 2 days, most often on .*2026.*: 4 of 8$/,
  )
})
