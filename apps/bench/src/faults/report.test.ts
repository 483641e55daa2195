import { expect, test } from 'vitest'
import { figuresOf } from './checker/figures.ts'
import { smallRun } from './checker/testing/small-run.ts'
import { plantedBugs } from './planted/bugs.ts'
import { toWrongs } from './report.ts'
import type { Verdict } from './run-fault.ts'

const lost = { invariant: 'I1', words: 'the message m2 is lost' }

const verdictWith = (violations: Verdict['violations']): Verdict => ({
  fault: 'F9',
  words: 'PostgreSQL crashes',
  seed: 7,
  balancer: 'HAProxy',
  figures: figuresOf(smallRun(), violations),
  violations,
  acts: ['0.010 s pull the plug', '5.002 s all is well again'],
  keptIn: '/somewhere',
})

test('a run in which all held is not told as wrong', () => {
  expect(toWrongs({ verdicts: [verdictWith([])], planted: [] })).toEqual([])
})

test('a red run is told with its seed, what was violated, what was done, and where more is to be found', () => {
  expect(toWrongs({ verdicts: [verdictWith([]), verdictWith([lost])], planted: [] })).toEqual([
    [
      'F9, seed 7: 1 violation',
      '  I1  the message m2 is lost',
      '  what was done: 0.010 s pull the plug; 5.002 s all is well again',
      '  histories and logs: /somewhere',
    ].join('\n'),
  ])
})

test('of many violations some are shown and the rest is counted', () => {
  const many = Array.from({ length: 12 }, () => lost)
  expect(toWrongs({ verdicts: [verdictWith(many)], planted: [] })[0]).toContain('\n  and 2 more\n')
})

test('a bug that nobody noticed is wrong too, whatever else was violated', () => {
  const [bug] = plantedBugs
  if (!bug) throw new Error('There is no bug to plant')
  const [wrong] = toWrongs({ verdicts: [], planted: [{ bug, isFound: false, violations: [lost] }] })
  expect(wrong).toContain(`${bug.words} (calm); wanted: I4`)
  expect(wrong).toContain('the message m2 is lost')
  expect(toWrongs({ verdicts: [], planted: [{ bug, isFound: true, violations: [lost] }] })).toEqual([])
})
