import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { expect, test } from 'vitest'
import { maya, message } from '@chatterly/client/testing/log-fixtures'
import { keepRows } from './keep-rows.ts'
import { buildRows, type Row } from './rows.ts'

const build = (items: MessageView[], dividerAfter: number | null = null): Row[] =>
  buildRows({
    window: { items, users: [], hasBefore: false, hasAfter: false },
    outbox: { items: [], acknowledged: [], keys: new Map() },
    viewerId: maya.id,
    dividerAfter,
  })
const first = message(1)
const second = message(2)

test('what arrives leaves every row before it the object it was', () => {
  const before = build([first, second])
  const after = keepRows(before, build([first, second, message(3)]))
  expect(after.slice(0, before.length).every((row, index) => row === before[index])).toBe(true)
  expect(after.map((row) => row.key)).toEqual([...before.map((row) => row.key), 'm:3'])
})

test('where nothing changed it is the same list', () => {
  const before = build([first, second])
  expect(keepRows(before, build([first, second]))).toBe(before)
})

test('a row that says something else is another one', () => {
  const before = build([first, second])
  const deleted = { ...first, body: null, content: null }
  expect(keepRows(before, build([deleted, second]))).toEqual(build([deleted, second]))
  const divided = keepRows(before, build([first, second], 1))
  expect(divided).toEqual(build([first, second], 1))
  expect(divided.find((row) => row.key === 'm:1')).toBe(before.find((row) => row.key === 'm:1'))
})

test('a list that lost its end is not the list it was', () => {
  expect(keepRows(build([first, second]), build([first]))).toEqual(build([first]))
})
