import { expect, test } from 'vitest'
import { check } from './check.ts'
import { figuresOf } from './figures.ts'
import { smallRun } from './testing/small-run.ts'

test('a run in which all is well is green, and told in figures', () => {
  const run = smallRun()
  expect(check(run)).toEqual([])
  expect(figuresOf(run, [])).toMatchObject({
    acked: 3,
    unknown: 0,
    lost: 0,
    deliveries: 12,
    repeatedOnWire: 0,
  })
})

test('a probe that went wrong is a violation of its fault, told with its moment', () => {
  const run = smallRun()
  run.notes.push({
    kind: 'probe',
    at: 2_000_500,
    fault: 'F6',
    words: 'An ended session is refused',
    isOk: false,
    detail: 'it was not',
  })
  expect(check(run)).toMatchObject([
    { invariant: 'F6', words: 'An ended session is refused: it was not, 2.000 s after it struck' },
  ])
})
