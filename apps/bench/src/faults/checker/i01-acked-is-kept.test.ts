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

test('an acknowledged edit, deletion or reaction that left nothing behind is lost', () => {
  const lost = { op: 'edit', outcome: { changedSeq: 7, messageId: 'm2', sha: 'new' } }
  const others = [
    { op: 'delete', outcome: { messageId: 'm2' } },
    { op: 'react', outcome: { reactionId: 'r1' } },
  ]
  for (const { op, outcome } of [lost, ...others]) {
    const run = smallRun()
    run.histories[0]!.push(
      { kind: 'invoke', id: 'x', at: 700, op, conversationId: 'group', messageId: 'm2' },
      { kind: 'ok', id: 'x', at: 710, ...outcome },
    )
    expect(ackedIsKept(run), op).toHaveLength(1)
  }
})

test('a body that was edited later is no loss of the earlier one', () => {
  const run = smallRun()
  run.dump.messages[0]!.sha = 'edited'
  const edit = { ...run.dump.events[1]!, seq: 7, type: 'message.edited' }
  run.dump.events.push(edit)
  expect(ackedIsKept(run)).toEqual([])
})
