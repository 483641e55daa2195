import { expect, test } from 'vitest'
import { logFoldsToState } from './i03-log-folds-to-state.ts'
import { smallRun } from './testing/small-run.ts'

test('a good log gives the state', () => {
  expect(logFoldsToState(smallRun())).toEqual([])
})

test('a hole in the numbers is noticed', () => {
  const run = smallRun()
  run.dump.events.splice(3, 1)
  expect(logFoldsToState(run)).toContainEqual({ invariant: 'I3', words: 'Change 4 is numbered 5 (group)' })
})

test('a message or a membership that no change tells of is noticed, and the other way round', () => {
  const silentMessage = smallRun()
  silentMessage.dump.events[1]!.messageId = 'another'
  expect(logFoldsToState(silentMessage)).toHaveLength(2)
  const silentMember = smallRun()
  silentMember.dump.events[4]!.userId = 'nobody'
  expect(logFoldsToState(silentMember)).toHaveLength(2)
})

test('counters that count wrongly are noticed', () => {
  const run = smallRun()
  Object.assign(run.dump.conversations[0]!, { messageCount: 4, memberCount: 1 })
  expect(logFoldsToState(run)).toHaveLength(2)
})
