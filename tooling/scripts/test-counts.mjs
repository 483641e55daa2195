import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/** `failures` and `repeated` name tests, with the first line of what went wrong; the latter passed when asked again. */
export const noTests = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [] }

export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
  repeated: [...a.repeated, ...b.repeated],
})

/** The line that closes a run, alone and in this form, so that programs can read it too. */
export const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** The tests to look at, a line each, above the one that closes a run. */
export const namesOf = ({ failures, repeated }) => [
  ...failures.map((name) => `failed: ${name}`),
  ...repeated.map((name) => `passed when asked again: ${name}`),
]

/** Counts of a vitest JSON report. A file that could not even be loaded is one failure. */
export function vitestCounts(file) {
  if (!existsSync(file)) return noTests
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const named = ({ fullName, failureMessages }) => nameOf(fullName, failureMessages[0])
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...tests.filter(({ status }) => status === 'failed').map(named),
      ...unloaded.map(({ name, message }) => nameOf(name, message)),
    ],
    repeated: tests
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(named),
  }
}

/** Counts of a Playwright JSON report. What befell the run outside any test is one failure each. */
export function playwrightCounts(file) {
  if (!existsSync(file)) return noTests
  const { errors = [], stats, suites = [] } = JSON.parse(readFileSync(file, 'utf8'))
  const tests = suites.flatMap(testsOf)
  const ended = (status) => tests.filter((test) => test.status === status).map(({ name }) => name)
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [...ended('unexpected'), ...errors.map(({ message }) => nameOf('the run itself', message))],
    repeated: ended('flaky'),
  }
}

const testsOf = ({ specs = [], suites = [] }) => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests.map(({ status, results }) => ({
      status,
      name: nameOf(`${file} ${title}`, results.find(({ error }) => error)?.error.message),
    })),
  ),
  ...suites.flatMap(testsOf),
]

const nameOf = (name, why = '') =>
  `${name}: ${stripVTControlCharacters(why).split('\n')[0] || 'it does not say why'}`
