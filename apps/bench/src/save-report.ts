import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Machine } from './measure/machine.ts'
import type { Report } from './measure/report.ts'
import { toTable } from './measure/table.ts'

const FOLDER = fileURLToPath(new URL('../../../docs/bench/', import.meta.url))

/** Keeps a run under docs/bench, for people and for programs. Says where. */
export async function saveReport(scenario: string, report: Report, machine: Machine): Promise<string> {
  const at = new Date().toISOString()
  const file = join(FOLDER, `${at.slice(0, 10)}-${scenario}`)
  const { cores, processor, memoryGiB, node, postgres } = machine
  const where = `${at.slice(0, 16).replace('T', ' ')} UTC, ${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres}, generator on the same machine.`
  await mkdir(FOLDER, { recursive: true })
  await writeFile(`${file}.md`, `# ${scenario}\n\n${where}\n\n${toTable(report)}\n`)
  await writeFile(`${file}.json`, `${JSON.stringify({ scenario, at, machine, ...report }, null, 2)}\n`)
  return `${file}.md`
}
