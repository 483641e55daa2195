import { expect, test } from 'vitest'
import { canariesIn, parseCanary, toCanary } from './canary.ts'

test('a canary is found wherever it turns up, once, and only if it is of this run and genuine', () => {
  const canary = toCanary('abcdef', 3, '7-12')
  const text = `{"body":"${canary} and so on"}, ${canary}, ${toCanary('fedcba', 3, '7-12')}, cnry:abcdef:3:7-13:00000000`
  expect(canariesIn('abcdef', text)).toEqual([canary])
  expect(parseCanary(canary)).toEqual({ conversation: 3, name: '7-12' })
})

test('what one run has said is not mistaken for what a later one in this process says', () => {
  const [first, later] = [toCanary('abcdef', 1, '2-3'), toCanary('fedcba', 1, '2-3')]
  expect(canariesIn('abcdef', first)).toEqual([first])
  expect(canariesIn('fedcba', later)).toEqual([later])
  expect(later.slice(-8)).not.toBe(first.slice(-8))
})
