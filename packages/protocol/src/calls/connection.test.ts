import { describe, expect, test } from 'vitest'
import { type ConnectionStage, failingStage, type StageResult } from './connection.ts'

const passed = (stage: ConnectionStage): StageResult => ({ stage, outcome: 'passed', tookMs: 40 })
const skipped = (stage: ConnectionStage): StageResult => ({ stage, outcome: 'skipped', reason: 'not_set_up' })
const failed = (
  stage: ConnectionStage,
  reason: 'no_answer' | 'never_connected' = 'no_answer',
): StageResult => ({ stage, outcome: 'failed', reason, tookMs: 6000 })

describe('the stage that is named', () => {
  test('is the first that failed, and a relay before what a relay does without', () => {
    expect(failingStage([failed('turn-tcp'), failed('turn-udp'), passed('stun')])?.stage).toBe('turn-udp')
    expect(failingStage([failed('stun'), failed('turn-tcp')])?.stage).toBe('turn-tcp')
    expect(failingStage([failed('stun'), passed('turn-tcp')])?.stage).toBe('stun')
    expect(failingStage([passed('stun'), skipped('turn-udp')])).toBe(undefined)
  })

  test('is not a microphone where the other person was not reached', () => {
    const deaf: StageResult = { stage: 'permission', outcome: 'failed', reason: 'denied', tookMs: 1 }
    const unreached = failed('peer', 'never_connected')
    expect(failingStage([deaf, passed('stun')])?.stage).toBe('permission')
    expect(failingStage([deaf, failed('turn-tcp'), unreached])?.stage).toBe('turn-tcp')
    expect(failingStage([deaf, passed('stun'), unreached])?.stage).toBe('peer')
  })
})
