import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addCounts, countsLine, namesOf, noTests, playwrightCounts, vitestCounts } from './test-counts.mjs'

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatterly-counts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('the closing line adds up every run, and speaks of skipped tests only when there are any', () => {
  expect(countsLine(noTests)).toBe('0 passed, 0 failed')
  const sum = addCounts(
    { ...noTests, passed: 3, repeated: ['a ring: silent'] },
    { ...noTests, passed: 4, failed: 1, skipped: 2, failures: ['a call: over'] },
  )
  expect(countsLine(sum)).toBe('7 passed, 1 failed, 2 skipped')
  expect(namesOf(sum)).toEqual(['failed: a call: over', 'passed when asked again: a ring: silent'])
})

test('a test file that could not be loaded counts as one failure, and every failure has a name', () => {
  const file = report({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', name: 'rings.test.ts', message: 'No such module', assertionResults: [] },
      {
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'it begins', failureMessages: [] },
          { status: 'passed', fullName: 'it rings', failureMessages: ['Error: nobody rang\n    at rings'] },
          {
            status: 'failed',
            fullName: 'it ends',
            failureMessages: ['Error: \u001b[31mit\u001b[39m goes on'],
          },
        ],
      },
    ],
  })
  expect(vitestCounts(file)).toEqual({
    passed: 2,
    failed: 2,
    skipped: 2,
    failures: ['it ends: Error: it goes on', 'rings.test.ts: No such module'],
    repeated: ['it rings: Error: nobody rang'],
  })
})

test('a journey that passed only when asked again has passed, and is named', () => {
  const spec = (title: string, status: string, ...messages: string[]) => ({
    title,
    file: 'rings.spec.ts',
    tests: [{ status, results: [...messages.map((message) => ({ error: { message } })), {}] }],
  })
  const file = report({
    errors: [{ message: 'No browser' }],
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 },
    suites: [
      {
        specs: [spec('begins', 'expected')],
        suites: [{ specs: [spec('rings', 'flaky', 'Silence\nat rings')] }],
      },
      { specs: [spec('ends', 'unexpected', 'It goes on', 'It goes on')] },
    ],
  })
  expect(playwrightCounts(file)).toEqual({
    passed: 6,
    failed: 2,
    skipped: 0,
    failures: ['rings.spec.ts ends: It goes on', 'the run itself: No browser'],
    repeated: ['rings.spec.ts rings: Silence'],
  })
})

test('a step that wrote no report ran no test', () => {
  expect(vitestCounts('/nowhere/report.json')).toEqual(noTests)
})
