import { expect, test } from 'vitest'
import { realTimeOrder } from './i06-real-time-order.ts'
import { GROUP, smallRun } from './testing/small-run.ts'

test('what came later has the higher number in a good run', () => {
  expect(realTimeOrder(smallRun())).toEqual([])
})

test('a send that is numbered below one acknowledged before it began is noticed', () => {
  const run = smallRun()
  for (const entry of run.histories[0]!) if (entry.kind === 'ok' && entry.seq === 6) entry.seq = 3
  expect(realTimeOrder(run)).toHaveLength(1)
})

test('a read that does not show what was acknowledged before it is noticed', () => {
  const run = smallRun()
  run.histories[1]!.push({ kind: 'read', at: 720, invokedAt: 700, conversationId: GROUP, seq: 4 })
  expect(realTimeOrder(run)).toHaveLength(1)
})

test('an empty page is right for who came after all that was said, and for nobody else', () => {
  const run = smallRun()
  run.histories[2]!.push({ kind: 'read', at: 720, invokedAt: 700, conversationId: GROUP, seq: 0 })
  expect(realTimeOrder(run)).toHaveLength(1)
  run.dump.members[2]!.joinedSeq = 7
  expect(realTimeOrder(run)).toEqual([])
})
