import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Machine } from '../measure/machine.ts'
import { type Findings, toFindingsTable } from './report.ts'

const FOLDER = fileURLToPath(new URL('../../../../docs/bench/', import.meta.url))

/**
 * Keeps the findings under docs/bench, for people and for programs. Says where.
 *
 * @param how the runs were made, in words
 */
export async function saveFindings(
  findings: Findings,
  { machine, how }: { machine: Omit<Machine, 'postgres'>; how: string },
): Promise<string> {
  const at = new Date().toISOString()
  const file = join(FOLDER, `${at.slice(0, 10)}-faults`)
  const { cores, processor, memoryGiB, node } = machine
  const balancer = findings.verdicts[0]?.balancer ?? 'nothing'
  const where = `${at.slice(0, 16).replace('T', ' ')} UTC, ${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}, two nodes and a worker behind ${balancer}, everything on the same machine.`
  await mkdir(FOLDER, { recursive: true })
  await writeFile(`${file}.md`, `# faults\n\n${where}\n\n${how}\n\n${toFindingsTable(findings)}\n`)
  await writeFile(
    `${file}.json`,
    `${JSON.stringify({ scenario: 'faults', at, machine, how, ...forFile(findings) }, null, 2)}\n`,
  )
  return `${file}.md`
}

/** Violations are told by kind and example; a folder that is on one machine alone says nothing. */
const forFile = ({ verdicts, planted }: Findings) => ({
  verdicts: verdicts.map(({ keptIn: _onThisMachine, violations, ...verdict }) => ({
    ...verdict,
    violations: violations.slice(0, 20),
    violationCount: violations.length,
  })),
  planted: planted.map(({ bug, isFound, violations }) => ({
    name: bug.name,
    words: bug.words,
    under: bug.under,
    isFound,
    violationCount: violations.length,
    noticedBy: [...new Set(violations.map(({ invariant }) => invariant))].sort(),
  })),
})
