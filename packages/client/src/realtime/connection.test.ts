import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection, LIVE_WITHIN_MS, type StreamHandlers } from './connection.ts'
import { live } from '../testing/log-fixtures.ts'

function connect() {
  const streams: (StreamHandlers & { isClosed: boolean })[] = []
  const downs: number[] = []
  const connection = new Connection({
    openStream: (handlers) => {
      const stream = { ...handlers, isClosed: false }
      streams.push(stream)
      return {
        pull: () => Promise.reject(new Error('not asked')),
        close: () => {
          stream.isClosed = true
        },
      }
    },
    onEvent: () => {},
    onDown: () => downs.push(streams.length),
  })
  connection.start()
  return { connection, streams, downs }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a lost stream is opened again after a wait that grows with each failure', async () => {
  const { streams } = connect()
  streams[0]?.onEvent(live())
  streams[0]?.onDown()
  await vi.advanceTimersByTimeAsync(249)
  expect(streams).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(streams).toHaveLength(2)
  streams[1]?.onDown()
  await vi.advanceTimersByTimeAsync(499)
  expect(streams).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(streams).toHaveLength(3)
})

test('a nudge while waiting opens it at once; one while it is open changes nothing', async () => {
  const { connection, streams } = connect()
  connection.nudge()
  expect(streams).toHaveLength(1)
  streams[0]?.onDown()
  connection.nudge()
  expect(streams).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(streams).toHaveLength(2)
})

test('a stream that never says live is given up', async () => {
  const { streams, downs } = connect()
  await vi.advanceTimersByTimeAsync(LIVE_WITHIN_MS)
  expect(streams[0]?.isClosed).toBe(true)
  expect(downs).toEqual([1])
})

test('a late word of an old stream is not the new one’s end', async () => {
  const { connection, streams, downs } = connect()
  connection.drop()
  connection.nudge()
  streams[0]?.onDown()
  expect(downs).toEqual([1])
  expect(streams[1]?.isClosed).toBe(false)
})

test('stopped, it stays closed', async () => {
  const { connection, streams } = connect()
  connection.stop()
  connection.nudge()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(streams).toHaveLength(1)
  expect(streams[0]?.isClosed).toBe(true)
})
