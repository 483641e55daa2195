import { failingStage, ReportConnection, type StageResult } from '@chatterly/protocol/calls/connection'
import { expect, test } from 'vitest'
import type { PeerFailure } from '../transport/call-transport.ts'
import { resultsOf } from './failed-call.ts'

const well = { microphone: null, camera: null }
const ways: StageResult[] = [
  { stage: 'stun', outcome: 'passed', tookMs: 30 },
  { stage: 'turn-udp', outcome: 'failed', reason: 'no_answer', tookMs: 12_000 },
  { stage: 'turn-tcp', outcome: 'skipped', reason: 'not_set_up' },
]
const never: PeerFailure = { reason: 'never_connected', triedMs: 12_000, isHeard: true, ways }

test('a call that never connected names the relay that did not answer', () => {
  expect(failingStage(resultsOf(never, well))).toMatchObject({ stage: 'turn-udp', reason: 'no_answer' })
})

test('where all servers answered, it is the way to the other person', () => {
  const results = resultsOf({ ...never, reason: 'lost', ways: ways.slice(0, 1) }, well)
  expect(failingStage(results)).toMatchObject({ stage: 'peer', reason: 'lost' })
})

test('where nothing was heard of the other, it is the signals', () => {
  expect(failingStage(resultsOf({ ...never, isHeard: false }, well))?.stage).toBe('signalling')
})

test('a microphone that was not allowed is reported, and not named', () => {
  const results = resultsOf(never, { ...well, microphone: 'denied' })
  expect(results).toContainEqual(expect.objectContaining({ stage: 'permission', outcome: 'failed' }))
  expect(failingStage(results)?.stage).toBe('turn-udp')
})

test('a call of hours makes a report that the server takes', () => {
  const failure = { ...never, triedMs: 1e9, ways: [{ ...ways[1], tookMs: 1e9 } as StageResult] }
  const report = { occasion: 'call', results: resultsOf(failure, well), key: 'once' }
  expect(ReportConnection.safeParse(report).success).toBe(true)
})
