import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addCounts, countsLine, noTests, playwrightCounts, vitestCounts } from './test-counts.mjs'

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'chatterly-counts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

test('the closing line adds up every run, and speaks of skipped tests only when there are any', () => {
  expect(countsLine(noTests)).toBe('0 passed, 0 failed')
  const sum = addCounts({ passed: 3, failed: 0, skipped: 0 }, { passed: 4, failed: 1, skipped: 2 })
  expect(countsLine(sum)).toBe('7 passed, 1 failed, 2 skipped')
})

test('a test file that could not be loaded counts as one failure', () => {
  const unloaded = { status: 'failed', assertionResults: [] }
  const failing = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
  const file = report({
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [unloaded, failing],
  })
  expect(vitestCounts(file)).toEqual({ passed: 1, failed: 2, skipped: 2 })
})

test('a journey that passed only when repeated has failed', () => {
  const file = report({ errors: [], stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } })
  expect(playwrightCounts(file)).toEqual({ passed: 5, failed: 2, skipped: 0 })
})

test('a step that wrote no report ran no test', () => {
  expect(vitestCounts('/nowhere/report.json')).toEqual(noTests)
})
