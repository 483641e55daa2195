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

test('descriptors and connections that are never given back are noticed', () => {
  const run = smallRun()
  const { before } = run.holdings
  const leaking = { descriptors: { ...before.descriptors, a: 400 }, connections: 60 }
  expect(resources({ ...run, holdings: { before, after: leaking } })).toHaveLength(2)
  const one = { ...before, descriptors: { ...before.descriptors, a: 70 } }
  expect(resources({ ...run, holdings: { before, after: one } })).toHaveLength(1)
  const filled = { descriptors: { ...before.descriptors, a: 50 }, connections: 20 }
  expect(resources({ ...run, holdings: { before, after: filled } })).toEqual([])
})
