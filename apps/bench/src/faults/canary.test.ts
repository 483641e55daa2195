import { expect, test } from 'vitest'
import { canariesIn, parseCanary, toCanary } from './canary.ts'

test('a canary is found wherever it turns up, once, and only if it is of this run and genuine', () => {
  const canary = toCanary('abcdef', 3, '7-12')
  const text = `{"body":"${canary} and so on"}, ${canary}, ${toCanary('fedcba', 3, '7-12')}, cnry:abcdef:3:7-13:00000000`
  expect(canariesIn('abcdef', text)).toEqual([canary])
  expect(parseCanary(canary)).toEqual({ conversation: 3, name: '7-12' })
})
