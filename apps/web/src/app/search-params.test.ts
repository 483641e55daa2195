import { expect, test } from 'vitest'
import { parsePanel, parseProblem, parseReturn } from './search-params.ts'

test('after signing in one comes back to a path of this product, never to another site', () => {
  expect(parseReturn({ from: '/c/1/m/2?panel=members' })).toEqual({ from: '/c/1/m/2?panel=members' })
  for (const from of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'c/1',
    7,
    undefined,
  ]) {
    expect(parseReturn({ from })).toEqual({})
  }
})

test('only known panels open', () => {
  expect(parsePanel({ panel: 'members' })).toEqual({ panel: 'members' })
  expect(parsePanel({ panel: 'secrets' })).toEqual({})
})

test('a problem is told by its code, and words of a link are not', () => {
  expect(parseProblem({ problem: 'auth.link_first' })).toEqual({ problem: 'auth.link_first' })
  for (const problem of ['Call 555-0100 to unlock your account.', 'toString', 7, undefined])
    expect(parseProblem({ problem })).toEqual({})
})
