import { expect, test } from 'vitest'
import { revocation } from './i08-revocation.ts'
import { batch, KAY, smallRun } from './testing/small-run.ts'

test('members may write', () => {
  expect(revocation(smallRun())).toEqual([])
})

test('a message from somebody who had left is noticed', () => {
  const run = smallRun()
  run.dump.messages[2]!.senderId = KAY
  expect(revocation(run)).toHaveLength(1)
})

/** Grace listened from a second place until that session ended, just before the fifth change. */
function runWithGuest(heardAt: number, prev: number, seqs: number[]) {
  const run = smallRun()
  run.notes.push({ kind: 'ended', at: 480, guest: 'guest1' })
  run.histories.push([
    { kind: 'begin', at: 0, wallMs: 0, person: 1, cursors: {}, guest: 'guest1' },
    { ...batch(1, prev, seqs), at: heardAt },
  ])
  return run
}

test('a session that has ended hears nothing that happened since, a moment later', () => {
  expect(revocation(runWithGuest(5_000_400, 4, [5, 6]))).toEqual([])
  expect(revocation(runWithGuest(6_000_000, 2, [3, 4]))).toEqual([])
  expect(revocation(runWithGuest(6_000_000, 4, [5, 6]))).toHaveLength(1)
})
