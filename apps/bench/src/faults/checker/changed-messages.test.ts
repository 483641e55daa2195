import { expect, test } from 'vitest'
import { changedMessagesOf } from './changed-messages.ts'
import type { DumpedEvent } from '../history/dump.ts'
import { GROUP, smallRun } from './testing/small-run.ts'

const change = (seq: number, type: string, reactionId: string | null = null): DumpedEvent => ({
  conversationId: GROUP,
  seq,
  type,
  messageId: 'm2',
  userId: null,
  reactionId,
  callId: null,
  at: seq * 100,
})

/** Message 2 was edited, reacted to twice, one of which was taken back, and deleted. */
function changedRun() {
  const run = smallRun()
  run.dump.events.push(
    change(7, 'message.edited'),
    change(8, 'reaction.added', 'r1'),
    change(9, 'reaction.added', 'r2'),
    change(10, 'reaction.removed', 'r2'),
    change(11, 'message.deleted'),
  )
  Object.assign(run.dump.messages[0]!, { isEdited: true, isDeleted: true, changedSeq: 11, reactionCount: 1 })
  run.dump.reactions.push({ id: 'r1', messageId: 'm2', userId: 'kay' })
  return run
}

const faultsOf = ({ dump }: ReturnType<typeof changedRun>) =>
  changedMessagesOf(dump.conversations[0]!, dump.events, dump)

test('a message that became what the log says is right', () => {
  expect(faultsOf(changedRun())).toEqual([])
})

test('an edit, a deletion, a reaction that no change tells of are noticed, and the other way round', () => {
  for (const dropped of [7, 8, 10, 11]) {
    const run = changedRun()
    run.dump.events = run.dump.events.filter(({ seq }) => seq !== dropped)
    expect(faultsOf(run), `without change ${dropped}`).not.toEqual([])
  }
  for (const wrong of [{ isEdited: false }, { isDeleted: false }, { changedSeq: 10 }, { reactionCount: 2 }]) {
    const run = changedRun()
    Object.assign(run.dump.messages[0]!, wrong)
    expect(faultsOf(run)).toHaveLength(1)
  }
})

test('whatever is done to a message after it was deleted is noticed', () => {
  const run = changedRun()
  run.dump.events.push(change(12, 'message.edited'))
  run.dump.messages[0]!.changedSeq = 12
  expect(faultsOf(run)).toHaveLength(1)
})
