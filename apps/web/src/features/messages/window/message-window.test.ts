import { applyToMessages } from '@chatterly/protocol/messages/apply'
import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { expect, test } from 'vitest'
import { ben, maya, message, said } from '@chatterly/client/testing/log-fixtures'
import { reaches, withAcknowledged, withNewer, withOlder, withSnapshot } from './message-window.ts'

const stretch = (from: number, to: number, ends: Partial<MessageWindow> = {}): MessageWindow => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
  users: [ben],
  hasBefore: from > 1,
  hasAfter: false,
  ...ends,
})
const numbers = (window: MessageWindow) => window.items.map(({ number }) => number)

test('older and newer pages join without a repetition, and each moves only its own end', () => {
  const window = stretch(5, 6, { hasAfter: true })
  const older = withOlder(window, stretch(1, 5, { hasAfter: true }))
  expect(numbers(older)).toEqual([1, 2, 3, 4, 5, 6])
  expect([older.hasBefore, older.hasAfter]).toEqual([false, true])
  const newer = withNewer(window, stretch(6, 8))
  expect(numbers(newer)).toEqual([5, 6, 7, 8])
  expect([newer.hasBefore, newer.hasAfter]).toEqual([true, false])
})

test('people are known once, whoever names them', () => {
  expect(withOlder(stretch(5, 6), { ...stretch(1, 4), users: [maya, ben] }).users).toEqual([ben, maya])
})

test('an event that arrived while the page was read is not lost', () => {
  const page = withNewer(stretch(1, 2, { hasAfter: true }), stretch(3, 4))
  expect(numbers([said(5), said(6)].reduce(applyToMessages, page))).toEqual([1, 2, 3, 4, 5])
})

test('a snapshot that touches the window joins it; across a gap the window keeps its place and knows of more', () => {
  expect(numbers(withSnapshot(stretch(1, 4), stretch(5, 7)))).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(numbers(withSnapshot(stretch(1, 4), stretch(3, 5)))).toEqual([1, 2, 3, 4, 5])
  const apart = withSnapshot(stretch(1, 4), stretch(6, 9))
  expect(numbers(apart)).toEqual([1, 2, 3, 4])
  expect(apart.hasAfter).toBe(true)
})

test('whichever comes first, the answer or the event, one’s message is there once', () => {
  const own = message(3, { senderId: maya.id })
  const answered = withAcknowledged(stretch(1, 2), own, maya)
  expect(numbers(answered)).toEqual([1, 2, 3])
  expect(numbers(applyToMessages(answered, said(4)))).toEqual([1, 2, 3])
  expect(withAcknowledged(stretch(1, 3), own, maya)).toEqual(stretch(1, 3))
})

test('an answer that overtakes messages of others leaves their place open', () => {
  const window = stretch(1, 2)
  expect(withAcknowledged(window, message(4), maya)).toBe(window)
})

test('a window reaches what it holds, and past an end where there is nothing more', () => {
  const middle = stretch(5, 9, { hasAfter: true })
  expect([4, 5, 9, 10].map((number) => reaches(middle, number))).toEqual([false, true, true, false])
  expect([0, 12].map((number) => reaches(stretch(1, 9), number))).toEqual([true, true])
})
