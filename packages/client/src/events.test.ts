import { expect, test } from 'vitest'
import { type ClientEvent, EventReaders } from './events.ts'
import { conversationId, said } from './testing/log-fixtures.ts'

const item = (seq: number): ClientEvent => ({
  type: 'event',
  conversationId: conversationId(1),
  event: said(seq),
})

test('everybody who listens is handed everything from that moment on', async () => {
  const readers = new EventReaders()
  readers.give(item(1))
  const [one, two] = [readers.listen(), readers.listen()]
  readers.give(item(2))
  readers.give(item(3))
  for (const reader of [one, two])
    expect([(await reader.next()).value, (await reader.next()).value]).toEqual([item(2), item(3)])
})

test('leaving the loop, or the signal, ends the reading', async () => {
  const readers = new EventReaders()
  const left = readers.listen()
  readers.give(item(1))
  for await (const first of left) {
    expect(first).toEqual(item(1))
    break
  }
  expect(await left.next()).toEqual({ done: true, value: undefined })
  const stopping = new AbortController()
  const stopped = readers.listen(stopping.signal)
  const next = stopped.next()
  stopping.abort()
  expect(await next).toEqual({ done: true, value: undefined })
  expect(await readers.listen(stopping.signal).next()).toEqual({ done: true, value: undefined })
})

test('a reader that falls too far behind is told so after what it was handed, and the others are not', async () => {
  const readers = new EventReaders()
  const slow = readers.listen()
  const fast = readers.listen()
  for (let seq = 1; seq <= 10_001; seq += 1) {
    readers.give(item(seq))
    expect((await fast.next()).done).toBe(false)
  }
  const handed: number[] = []
  const reading = (async () => {
    for await (const read of slow) if (read.type === 'event') handed.push(read.event.seq)
  })()
  await expect(reading).rejects.toMatchObject({ refusal: 'realtime.too_slow' })
  expect(handed).toHaveLength(10_000)
  readers.give(item(10_002))
  expect((await fast.next()).value).toEqual(item(10_002))
})
