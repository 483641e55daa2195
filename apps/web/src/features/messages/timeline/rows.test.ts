import { ClientKey } from '@chatterly/protocol/ids'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import { expect, test } from 'vitest'
import { ben, conversationId, maya, message } from '@chatterly/client/testing/log-fixtures'
import type { OutboxItem, OutboxView } from '@chatterly/client/outbox/outbox-item'
import { buildRows, type Row } from './rows.ts'
import { stepRows } from './step-rows.ts'

const key = (name: string) => ClientKey.parse(`client-key-${name}`)
const window = (items: MessageView[], ends: Partial<MessageWindow> = {}): MessageWindow => ({
  items,
  users: [],
  hasBefore: false,
  hasAfter: false,
  ...ends,
})
const outbox = (view: Partial<OutboxView> = {}): OutboxView => ({
  items: [],
  acknowledged: [],
  keys: new Map(),
  ...view,
})
const item = (name: string, change: Partial<OutboxItem> = {}): OutboxItem => ({
  key: key(name),
  conversationId: conversationId(1),
  body: name,
  createdAt: Date.parse('2026-03-03T13:00:00Z'),
  afterNumber: 2,
  attempts: 1,
  ...change,
})
const rows = (messages: MessageWindow, view = outbox(), dividerAfter: number | null = null) =>
  buildRows({ window: messages, outbox: view, viewerId: maya.id, dividerAfter })
const shown = (list: Row[]) =>
  list.map((row) => (row.kind === 'message' ? `${row.isHead ? '*' : ''}${row.key}` : row.kind))
const minutes = (number: number) =>
  new Date(Date.parse('2026-03-03T12:00:00Z') + number * 60_000).toISOString()

test('one author’s messages within five minutes stand under one name', () => {
  const list = rows(
    window([
      message(1, { createdAt: minutes(0) }),
      message(2, { createdAt: minutes(4) }),
      message(3, { createdAt: minutes(9) }),
      message(4, { createdAt: minutes(10), senderId: maya.id }),
    ]),
  )
  expect(shown(list)).toEqual(['start', 'day', '*m:1', 'm:2', '*m:3', '*m:4'])
})

test('a new day has its own line, and begins a group', () => {
  const list = rows(
    window([
      message(1, { createdAt: '2026-03-03T12:00:00Z' }),
      message(2, { createdAt: '2026-03-05T12:00:00Z' }),
    ]),
  )
  expect(shown(list)).toEqual(['start', 'day', '*m:1', 'day', '*m:2'])
})

test('the divider stands before the first unread message of somebody else, and no group crosses it', () => {
  const list = rows(
    window([message(1), message(2, { senderId: maya.id }), message(3), message(4)]),
    outbox(),
    1,
  )
  expect(shown(list)).toEqual(['start', 'day', '*m:1', '*m:2', 'unread', '*m:3', 'm:4'])
  expect(shown(rows(window([message(1), message(2), message(3)]), outbox(), 2))).toEqual([
    'start',
    'day',
    '*m:1',
    'm:2',
    'unread',
    '*m:3',
  ])
})

test('what is on the screen does not change when older messages come in before it', () => {
  const all = [1, 2, 3, 4, 5, 6, 7].map((number) => message(number))
  const before = rows(window(all.slice(3), { hasBefore: true }), outbox(), 2)
  const after = rows(window(all), outbox(), 2)
  expect(shown(after).slice(-before.length)).toEqual(shown(before))
  expect(stepRows(before, after)).toEqual({ rows: after, isPrepend: true, isPartial: false })
})

test('a change at both ends is taken in two steps, the one in front first', () => {
  const list = (...keys: string[]) => keys.map((name) => ({ key: name }))
  const first = stepRows(list('c', 'd'), list('a', 'b', 'c', 'd', 'e'))
  expect(first).toEqual({ rows: list('a', 'b', 'c', 'd'), isPrepend: true, isPartial: true })
  expect(stepRows(first.rows, list('a', 'b', 'c', 'd', 'e'))).toMatchObject({
    isPrepend: false,
    isPartial: false,
  })
})

test('what is on its way stands at the end, but not where there is more after the window', () => {
  const view = outbox({ items: [item('one'), item('two')] })
  expect(shown(rows(window([message(1)]), view)).slice(3)).toEqual(['*client-key-one', 'client-key-two'])
  expect(shown(rows(window([message(1)], { hasAfter: true }), view))).toEqual(['start', 'day', '*m:1'])
})

test('from draft to acknowledged message a row keeps its key, whichever news comes first', () => {
  const own = message(3, { senderId: maya.id, body: 'one' })
  const said = [message(1), message(2)]
  const pending = rows(window(said), outbox({ items: [item('one')] }))
  const eventFirst = rows(window([...said, own]), outbox({ items: [item('one')] }))
  const answerFirst = rows(
    window(said),
    outbox({ acknowledged: [{ key: key('one'), message: own }], keys: new Map([[own.id, key('one')]]) }),
  )
  const both = rows(window([...said, own]), outbox({ keys: new Map([[own.id, key('one')]]) }))
  for (const list of [pending, eventFirst, answerFirst, both]) expect(list.at(-1)?.key).toBe('client-key-one')
  expect([pending, eventFirst, answerFirst, both].map((list) => list.length)).toEqual([5, 5, 5, 5])
})

test('the same words said earlier are not taken for the draft', () => {
  const earlier = message(2, { senderId: maya.id, body: 'one' })
  const list = rows(window([message(1), earlier]), outbox({ items: [item('one')] }))
  expect(shown(list).slice(-2)).toEqual(['*m:2', '*client-key-one'])
})

test('two equal drafts are two messages', () => {
  const own = message(3, { senderId: maya.id, body: 'ok' })
  const view = outbox({ items: [item('first', { body: 'ok' }), item('second', { body: 'ok' })] })
  const list = rows(window([message(1, { senderId: ben.id }), message(2), own]), view)
  expect(
    shown(list)
      .slice(-2)
      .map((name) => name.replace('*', '')),
  ).toEqual(['client-key-first', 'client-key-second'])
})
