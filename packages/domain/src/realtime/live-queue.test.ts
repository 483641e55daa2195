import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { LiveQueue } from './live-queue.ts'

const open = () => new LiveQueue<number>({ signal: undefined, onClose: () => {} })

test('the reader is given what waits, in order, and the end after it', async () => {
  const queue = open()
  queue.push(1)
  queue.push(2)
  queue.close()
  const read: number[] = []
  for await (const item of queue) read.push(item)
  expect(read).toEqual([1, 2])
})

test('what waits when a sink is bound goes to the sink, in order, although the reader asks at once', async () => {
  const queue = open()
  queue.push(1)
  queue.push(2)
  const sent: number[] = []
  queue.bind({ send: (item) => sent.push(item), isPaused: () => false })
  const next = queue.next()
  await nextTick()
  queue.push(3)
  expect(sent).toEqual([1, 2, 3])
  queue.close()
  expect(await next).toEqual({ done: true, value: undefined })
})
