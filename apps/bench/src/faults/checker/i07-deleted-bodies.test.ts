import { expect, test } from 'vitest'
import type { Entry } from '../history/entries.ts'
import { deletedBodies } from './i07-deleted-bodies.ts'
import { canaryOf, GROUP, smallRun } from './testing/small-run.ts'

/** Ada deletes what she said first; the answer comes at 750. */
function deletedRun() {
  const run = smallRun()
  run.histories[0]!.push(
    { kind: 'invoke', id: 'd', at: 700, op: 'delete', conversationId: GROUP, messageId: 'm2' },
    { kind: 'ok', id: 'd', at: 750, messageId: 'm2', changedSeq: 7 },
  )
  return run
}

const answer = (askedAt: number): Entry => ({
  kind: 'carried',
  at: 900,
  where: '/trpc/messages.list 200',
  askedAt,
  canaries: [canaryOf('0-1')],
})

test('what was on its way when a message was deleted is nobody’s fault', () => {
  const run = deletedRun()
  run.histories[1]!.push(answer(740))
  expect(deletedBodies(run)).toEqual([])
})

test('an answer to what was asked after it, and a connection made after it, say nothing of it', () => {
  const asked = deletedRun()
  asked.histories[1]!.push(answer(760))
  expect(deletedBodies(asked)).toHaveLength(1)
  const connected = deletedRun()
  connected.histories[1]!.push(
    { kind: 'open', at: 760, conn: 'p1/9' },
    {
      kind: 'batch',
      at: 800,
      conn: 'p1/9',
      conversationId: GROUP,
      prev: 1,
      events: [],
      canaries: [canaryOf('0-1')],
    },
  )
  expect(deletedBodies(connected)).toHaveLength(1)
})
