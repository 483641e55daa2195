// pnpm check [step…]: everything CI checks, or only the named steps. Stops at the first that fails.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { steps } from './check-steps.mjs'
import { exitStatusOf } from './run-program.mjs'
import { addCounts, countsLine, namesOf, noTests } from './test-counts.mjs'

const reports = mkdtempSync(join(tmpdir(), 'chatterly-check-'))
const print = (line) => process.stdout.write(`${line}\n`)

// `pnpm check -- lint` passes its dashes on.
const wanted = process.argv.slice(2).filter((word) => word !== '--')
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  print(`There is no step ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const results = []
for (const step of steps) {
  if (wanted.length > 0 && !wanted.includes(step.name)) continue
  const result = await runStep(step)
  results.push(result)
  if (result.status !== 0) break
}
rmSync(reports, { recursive: true })
printSummary()
process.exitCode = results.at(-1).status

async function runStep({ name, title, run, counts }) {
  print(`\n── ${title} ──`)
  const startedAt = performance.now()
  const reportFile = join(reports, `${name}.json`)
  const status = await exitStatusOf(() => run(reportFile))
  const seconds = (performance.now() - startedAt) / 1000
  return { title, status, seconds, tests: counts?.(reportFile) ?? noTests }
}

function printSummary() {
  print('')
  for (const { title, status, seconds } of results) {
    print(`${status === 0 ? 'passed' : 'FAILED'}  ${seconds.toFixed(1).padStart(6)} s  ${title}`)
  }
  const sum = results.map(({ tests }) => tests).reduce(addCounts, noTests)
  print('')
  for (const name of namesOf(sum)) print(name)
  print(countsLine(sum))
}
