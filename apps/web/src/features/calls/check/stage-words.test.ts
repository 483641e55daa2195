import { connectionStages, failureReasons, type StageResult } from '@chatterly/protocol/calls/connection'
import { describe, expect, test } from 'vitest'
import { reportText } from './report-text.ts'
import { rowWords, whatFailed, whatToDo } from './stage-words.ts'

const failedAt = (stage: StageResult['stage'], reason: (typeof failureReasons)[number]) =>
  ({ stage, outcome: 'failed', reason, tookMs: 6000 }) as const

test('whatever fails is named in a sentence, with something to do', () => {
  for (const stage of connectionStages)
    for (const reason of failureReasons) {
      const failure = failedAt(stage, reason)
      expect(whatFailed(failure)).toMatch(/^[A-Z].*\.$/)
      expect(whatToDo(failure, false)).toMatch(/^[A-Z].*\.$/)
      expect(rowWords(failure)).toBe(whatFailed(failure))
    }
})

describe('a relay that fails', () => {
  test('is not a reason to call nobody, where another works', () => {
    const failure = failedAt('turn-udp', 'no_answer')
    expect(whatFailed(failure)).toBe('The relay (UDP) does not answer.')
    expect(whatToDo(failure, true)).toContain('Calls still get through')
    expect(whatToDo(failure, false)).toContain('try another network')
  })

  test('by refusing is the administrator’s to put right, not the person’s', () => {
    expect(whatToDo(failedAt('turn-tls', 'refused'), false)).toContain('administrator')
  })
})

test('the report says what was tried, and when', () => {
  const results: StageResult[] = [
    { stage: 'permission', outcome: 'passed', tookMs: 12 },
    failedAt('turn-udp', 'no_answer'),
    { stage: 'turn-tls', outcome: 'skipped', reason: 'not_set_up' },
  ]
  expect(reportText(results, new Date('2026-03-05T12:00:00Z'))).toBe(
    [
      'Chatterly connection check, 2026-03-05T12:00:00.000Z',
      '- Permission (permission): works (12 ms)',
      '- Relay over UDP (turn-udp): failed, no_answer (6000 ms)',
      '- Relay over TLS (turn-tls): not tried, not_set_up',
    ].join('\n'),
  )
})
