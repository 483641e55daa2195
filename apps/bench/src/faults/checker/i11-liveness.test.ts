import { expect, test } from 'vitest'
import { liveness } from './i11-liveness.ts'
import { GROUP, smallRun } from './testing/small-run.ts'

test('who can send and hear again is alive', () => {
  expect(liveness(smallRun())).toEqual([])
})

test('silence after the fault, an answer that never came and a connection that is stuck are noticed', () => {
  const silent = smallRun()
  silent.notes.push({ kind: 'healed', at: 650, fault: 'F1' })
  silent.histories[0]!.push({ kind: 'invoke', id: 'x', at: 700, op: 'send', conversationId: GROUP })
  expect(liveness(silent)).toHaveLength(1)
  const unanswered = smallRun()
  unanswered.histories[1]!.push({ kind: 'end', at: 900, cursors: {}, waiting: 2 })
  expect(liveness(unanswered)).toHaveLength(1)
  const stuck = smallRun()
  stuck.histories[1]!.push(
    { kind: 'open', at: 1000, conn: 'p1/9' },
    { kind: 'end', at: 60_000_000, cursors: {}, waiting: 0 },
  )
  expect(liveness(stuck)).toHaveLength(1)
})
