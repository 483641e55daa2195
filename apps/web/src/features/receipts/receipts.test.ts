import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ReadSender, REPORT_EVERY_MS } from './read-sender.ts'
import { READ_AFTER_MS, ReadTracker } from './read-tracker.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function track() {
  const read: number[] = []
  const tracker = new ReadTracker({ onRead: (_, number) => read.push(number) })
  const look = (first: number, last: number, lastReadNumber = read.at(-1) ?? 10) =>
    tracker.look({ conversationId: 'general', first, last, lastReadNumber })
  return { read, tracker, look }
}

test('a message is read when it has stood in the view for a while', async () => {
  const { read, look } = track()
  look(8, 14)
  await vi.advanceTimersByTimeAsync(READ_AFTER_MS - 1)
  expect(read).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(read).toEqual([14])
})

test('what only flew by is read once one stops, and not before', async () => {
  const { read, look } = track()
  for (const first of [8, 13, 19, 25]) {
    look(first, first + 6)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(read).toEqual([])
  await vi.advanceTimersByTimeAsync(READ_AFTER_MS)
  expect(read).toEqual([31])
})

test('what was jumped past is not read', async () => {
  const { read, look } = track()
  look(90, 100)
  await vi.advanceTimersByTimeAsync(5 * READ_AFTER_MS)
  expect(read).toEqual([])
})

test('nobody looking, nothing is read', async () => {
  const { read, look, tracker } = track()
  look(8, 14)
  tracker.look(null)
  await vi.advanceTimersByTimeAsync(5 * READ_AFTER_MS)
  expect(read).toEqual([])
})

test('looking again at what is read reports nothing', async () => {
  const { read, look } = track()
  look(3, 10)
  await vi.advanceTimersByTimeAsync(5 * READ_AFTER_MS)
  expect(read).toEqual([])
})

function openSender(send: (number: number) => Promise<void>) {
  const sender = new ReadSender({
    send: (_, number) => send(number),
    isDefinite: (error) => error instanceof RangeError,
  })
  return { report: (number: number) => sender.report('general', number) }
}

test('positions go out one at a time, the newest only, and never backwards', async () => {
  const sent: number[] = []
  const { report } = openSender(async (number) => void sent.push(number))
  for (const number of [3, 5, 4, 9]) report(number)
  await vi.advanceTimersByTimeAsync(3 * REPORT_EVERY_MS)
  expect(sent).toEqual([3, 9])
})

test('a position that did not arrive is sent again; one that was refused is not', async () => {
  const sent: number[] = []
  const { report } = openSender(async (number) => {
    sent.push(number)
    if (sent.length === 1) throw new Error('no network')
    if (number === 7) throw new RangeError('beyond the end')
  })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  report(3)
  await vi.advanceTimersByTimeAsync(60_000)
  report(7)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual([3, 3, 7])
  warn.mockRestore()
})
