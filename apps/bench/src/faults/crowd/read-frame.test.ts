import { expect, test } from 'vitest'
import { readAsked, readFrame } from './read-frame.ts'

const message = { id: 'm2', body: 'hello' }
const event = { type: 'message.created', seq: 2, message }

test('a live item is an item, whatever kind it is of', () => {
  const item = { type: 'batch', conversationId: 'c', prev: 1, events: [event] }
  expect(readFrame(JSON.stringify({ id: 1, result: { type: 'data', data: item } }))).toEqual({
    kind: 'item',
    item,
  })
  expect(readFrame('PONG')).toEqual({ kind: 'other' })
  expect(readFrame(JSON.stringify({ id: 1, result: { type: 'started' } }))).toEqual({ kind: 'other' })
})

test('what was pulled is told with its numbers, and a reset as one', () => {
  const conversations = {
    c: { prev: 1, head: 2, events: [event] },
    d: { reset: { reason: 'gone', snapshot: null } },
  }
  expect(readFrame(JSON.stringify({ id: 7, result: { data: { epoch: 'e', conversations } } }))).toMatchObject(
    {
      kind: 'pulled',
      request: 7,
      answers: [
        { conversationId: 'c', prev: 1, head: 2, events: [{ seq: 2, id: 'm2' }] },
        { conversationId: 'd', reset: { reason: 'gone', seq: null } },
      ],
    },
  )
})

test('the cursors of a pull are read off the frame that asks', () => {
  const frame = { id: 7, method: 'query', params: { path: 'sync.pull', input: { cursors: { c: 1 } } } }
  expect(readAsked(JSON.stringify(frame))).toEqual([{ request: 7, cursors: { c: 1 } }])
  expect(readAsked(JSON.stringify([frame, { ...frame, id: 8 }]))).toHaveLength(2)
  expect(readAsked('PING')).toEqual([])
})
