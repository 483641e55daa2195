import { expect, test } from 'vitest'
import { resources } from './i12-resources.ts'
import { smallRun } from './testing/small-run.ts'

test('an end that the nemesis wanted is none of the product’s, any other is', () => {
  const exit = { name: 'a', code: 1, signal: null, at: 1 }
  expect(resources({ ...smallRun(), exits: [{ ...exit, isOrdered: true }] })).toEqual([])
  expect(resources({ ...smallRun(), exits: [{ ...exit, isOrdered: false }] })).toEqual([
    { invariant: 'I12', words: 'a ended by itself with status 1' },
  ])
})
