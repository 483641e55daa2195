import { STAGE_TOOK_MAX_MS, type StageResult } from '@chatterly/protocol/calls/connection'
import type { OwnMedia } from '../media/own-media.ts'
import type { PeerFailure } from '../transport/call-transport.ts'

/** What a failed call says of each stage: its own devices, the signals, the servers, the other person. */
export function resultsOf(failure: PeerFailure, problems: OwnMedia['problems']): StageResult[] {
  const { reason, isHeard, ways } = failure
  const tookMs = Math.min(failure.triedMs, STAGE_TOOK_MAX_MS)
  return [
    ...ofDevices(problems),
    isHeard
      ? { stage: 'signalling', outcome: 'passed', tookMs: 0 }
      : { stage: 'signalling', outcome: 'failed', reason: 'no_answer', tookMs },
    ...ways.map((way) =>
      way.outcome === 'skipped' ? way : { ...way, tookMs: Math.min(way.tookMs, STAGE_TOOK_MAX_MS) },
    ),
    { stage: 'peer', outcome: 'failed', reason, tookMs },
  ]
}

function ofDevices({ microphone, camera }: OwnMedia['problems']): StageResult[] {
  const problem = microphone ?? camera
  if (problem === 'denied')
    return [
      { stage: 'permission', outcome: 'failed', reason: 'denied', tookMs: 0 },
      { stage: 'device', outcome: 'skipped', reason: 'needs_earlier' },
    ]
  const permission: StageResult = { stage: 'permission', outcome: 'passed', tookMs: 0 }
  return problem === null
    ? [permission, { stage: 'device', outcome: 'passed', tookMs: 0 }]
    : [permission, { stage: 'device', outcome: 'failed', reason: problem, tookMs: 0 }]
}
