import { expect, test } from 'vitest'
import { derivedState } from './i09-derived-state.ts'
import { smallRun } from './testing/small-run.ts'

test('a list that says what the log gives is right', () => {
  expect(derivedState(smallRun())).toEqual([])
})

test('a wrong count of unread messages, or a wrong last message, is noticed', () => {
  for (const wrong of [{ unread: 7 }, { lastMessageId: 'm2' }, { seq: 5 }]) {
    const run = smallRun()
    for (const entry of run.histories[0]!)
      if (entry.kind === 'listed') Object.assign(entry.conversations[0]!, wrong)
    expect(derivedState(run)).toHaveLength(1)
  }
})

test('the card of a missed call waits to be read; a list that counts that of an answered one is noticed', () => {
  const run = smallRun()
  Object.assign(run.dump.messages.at(-1)!, { kind: 'missed_call' })
  expect(derivedState(run)).toEqual([])
  Object.assign(run.dump.messages.at(-1)!, { kind: 'call' })
  expect(derivedState(run)).toHaveLength(1)
})
