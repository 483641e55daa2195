import type { Signal } from '@chatterly/protocol/calls/signals'
import { expect, test, vi } from 'vitest'
import { SignalQueue } from './signal-queue.ts'

const offer: Signal = { kind: 'offer', sdp: 'v=0' }
const candidate = (name: string): Signal => ({
  kind: 'candidates',
  candidates: [{ candidate: name, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }],
})

/** Sends when told to. */
function slowly() {
  const sent: Signal[] = []
  const answers: (() => void)[] = []
  const queue = new SignalQueue((signal) => {
    sent.push(signal)
    return new Promise((resolve) => answers.push(resolve))
  })
  const answerOne = async () => {
    answers.shift()?.()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { sent, queue, answerOne }
}

test('candidates wait for their offer, and leave together', async () => {
  const { sent, queue, answerOne } = slowly()
  queue.add(offer)
  for (const name of ['one', 'two', 'three']) queue.add(candidate(name))
  expect(sent).toEqual([offer])
  await answerOne()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toMatchObject({
    candidates: [{ candidate: 'one' }, { candidate: 'two' }, { candidate: 'three' }],
  })
})

test('no signal holds more candidates than the server takes', async () => {
  const { sent, queue, answerOne } = slowly()
  queue.add(offer)
  for (let number = 0; number < 21; number += 1) queue.add(candidate(`${number}`))
  await answerOne()
  await answerOne()
  expect(sent.map((signal) => (signal.kind === 'candidates' ? signal.candidates.length : 0))).toEqual([
    0, 20, 1,
  ])
})

test('what no network took is sent again before anything else', async () => {
  vi.useFakeTimers()
  const sent: Signal['kind'][] = []
  let isOnline = false
  const queue = new SignalQueue(async (signal) => {
    await Promise.resolve()
    if (!isOnline) throw new TypeError('Failed to fetch')
    sent.push(signal.kind)
  })
  queue.add(offer)
  queue.add(candidate('one'))
  await vi.advanceTimersByTimeAsync(2500)
  expect(sent).toEqual([])
  isOnline = true
  await vi.advanceTimersByTimeAsync(1500)
  expect(sent).toEqual(['offer', 'candidates'])
  vi.useRealTimers()
})
