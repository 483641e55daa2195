import { expect, test } from 'vitest'
import { countOf, qualityBetween } from './quality.ts'

const report = (received: number, lost: number, rttSeconds: number) => [
  { type: 'inbound-rtp', packetsReceived: received, packetsLost: lost, bytesReceived: received * 100 },
  { type: 'outbound-rtp', packetsSent: 500, bytesSent: 1000 },
  { type: 'local-candidate', id: 'mine', candidateType: 'relay' },
  {
    type: 'candidate-pair',
    nominated: true,
    state: 'succeeded',
    currentRoundTripTime: rttSeconds,
    localCandidateId: 'mine',
  },
]

test('what counts is what was lost since the last look, not since the beginning', () => {
  const before = countOf(report(100, 100, 0.03), 0)
  const after = countOf(report(200, 100, 0.03), 2000)
  const quality = qualityBetween(before, after)
  expect(quality).toMatchObject({ lossIn: 0, kbpsIn: 40, rttMs: 30, isRelayed: true, isWeak: false })
})

test('many losses, or a long way, make a connection weak', () => {
  const before = countOf(report(100, 0, 0.03), 0)
  expect(qualityBetween(before, countOf(report(190, 10, 0.03), 2000))).toMatchObject({
    lossIn: 10,
    isWeak: true,
  })
  expect(qualityBetween(before, countOf(report(200, 0, 0.9), 2000)).isWeak).toBe(true)
})

test('a packet that comes after all is no loss below nothing', () => {
  const quality = qualityBetween(countOf(report(100, 5, 0.03), 0), countOf(report(110, 3, 0.03), 2000))
  expect(quality.lossIn).toBe(0)
})
