import { expect, test } from 'vitest'
import { callsEnd } from './i10-calls.ts'
import { ringsIn } from './rings.ts'
import { GROUP, smallRun } from './testing/small-run.ts'

const SECOND = 1_000_000
const wordsOf = (run: ReturnType<typeof smallRun>) => callsEnd(run).map(({ words }) => words)

/** Grace's device rings from the first second on; Ada's call is over after the second. */
function ringingRun(...silentAt: number[]) {
  const run = smallRun()
  run.dump.calls.push({ id: 'call', endedAt: 2 * SECOND, silentSeconds: 1 })
  run.histories[1]!.push(
    { kind: 'rings', at: SECOND, callId: 'call' },
    ...silentAt.map((at) => ({ kind: 'silent', at, callId: 'call' }) as const),
    { kind: 'listed', at: 9 * SECOND, conversations: [] },
  )
  return run
}

test('a device that is silent within two seconds of the end has rung as it should', () => {
  expect(wordsOf(ringingRun(4 * SECOND))).toEqual([])
  expect(ringsIn(ringingRun(4 * SECOND))).toMatchObject([{ who: 'p1', onMicros: 2 * SECOND, isTold: true }])
})

test('one that rings on, and one that is never told, are noticed', () => {
  expect(wordsOf(ringingRun(4.5 * SECOND))).toEqual(['p1 rang for call 2.500 s after that was over'])
  expect(wordsOf(ringingRun())).toEqual(['p1 rang for call 7.000 s after that was over, and was never told'])
})

test('who has decided rings no more, whatever becomes of the call', () => {
  const run = ringingRun(4 * SECOND)
  const answered = { conversationId: GROUP, seq: 7, messageId: null, reactionId: null, callId: 'call' }
  run.dump.events.push({ ...answered, type: 'call.accepted', userId: 'ada', at: SECOND })
  expect(wordsOf(run)).toEqual([])
  run.dump.events.push({ ...answered, type: 'call.accepted', userId: 'grace', at: SECOND })
  expect(wordsOf(run)).toEqual(['p1 rang for call 3.000 s after that was over'])
})

test('the time in which somebody was not connected does not count', () => {
  const run = ringingRun(6 * SECOND)
  expect(wordsOf(run)).toHaveLength(1)
  run.histories[1]!.push({ kind: 'live', at: 5 * SECOND, conn: 'p1/2', epoch: 'epoch' })
  expect(wordsOf(run)).toEqual([])
})

test('a call in which nobody is left, and that is open, is noticed', () => {
  const run = ringingRun(2 * SECOND)
  run.dump.calls.push({ id: 'lively', endedAt: null, silentSeconds: 14 })
  expect(wordsOf(run)).toEqual([])
  run.dump.calls.push({ id: 'other', endedAt: null, silentSeconds: 16 })
  expect(wordsOf(run)).toEqual(['The call other is open, and nobody in it was heard for 16 s'])
})

test('calls for which no device rang show nothing', () => {
  const run = smallRun()
  run.dump.calls.push({ id: 'call', endedAt: 2 * SECOND, silentSeconds: 1 })
  expect(wordsOf(run)).toEqual(['Calls were made, and no device rang'])
})
