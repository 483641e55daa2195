import { expect, test } from 'vitest'
import { ackedIsKept } from './i01-acked-is-kept.ts'
import { smallRun } from './testing/small-run.ts'

test('what was acknowledged and is there is no loss', () => {
  expect(ackedIsKept(smallRun())).toEqual([])
})

test('an acknowledged message that is not there, or not as it was, is lost', () => {
  const gone = smallRun()
  gone.dump.messages.shift()
  expect(ackedIsKept(gone)).toMatchObject([{ invariant: 'I1', words: expect.stringContaining('m2') }])
  const altered = smallRun()
  altered.dump.messages[0]!.sha = 'another'
  expect(ackedIsKept(altered)).toHaveLength(1)
  const renumbered = smallRun()
  renumbered.dump.messages[0]!.seq = 9
  expect(ackedIsKept(renumbered)).toHaveLength(1)
})

test('what a restore has taken away is not the fault of whoever acknowledged it', () => {
  const run = smallRun()
  run.dump.messages.pop()
  run.notes.push({ kind: 'rewound', at: 700, kept: {}, lostMessageIds: ['m6'], lostCanaries: [] })
  expect(ackedIsKept(run)).toEqual([])
})
