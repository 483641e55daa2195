import { join } from 'node:path'
import { pnpm, root } from './pinned-pnpm.mjs'
import { runProgram } from './run-program.mjs'
import { playwrightCounts, vitestCounts } from './test-counts.mjs'

const tool = (name, ...args) => runProgram(join(root, 'node_modules', '.bin', name), args, { cwd: root })

const vitest = (reportFile, ...args) =>
  tool(
    'vitest',
    'run',
    '--config',
    'vitest.workspace.ts',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  )

const turbo = (task) => pnpm(['exec', 'turbo', 'run', task, '--output-logs=errors-only'])

async function journeys(reportFile) {
  await turbo('build')
  await pnpm(['--filter', '@chatterly/e2e', 'e2e', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
  })
}

/** In the order CI runs them: the quick ones first. `counts` reads how many tests a step ran. */
export const steps = [
  { name: 'format', title: 'format', run: () => tool('biome', 'format', '.') },
  { name: 'lint', title: 'lint', run: () => tool('oxlint', '--type-aware') },
  { name: 'types', title: 'types', run: () => turbo('types') },
  {
    name: 'structure',
    title: 'structure',
    run: () => runProgram(process.execPath, [join(root, 'tooling/structure/check.mjs')], { cwd: root }),
  },
  { name: 'unused', title: 'unused code', run: () => tool('knip') },
  {
    name: 'unit',
    title: 'unit and database tests',
    run: (reportFile) =>
      vitest(reportFile, '--project', 'unit', '--project', 'tooling', '--project', 'database'),
    counts: vitestCounts,
  },
  { name: 'journeys', title: 'browser journeys', run: journeys, counts: playwrightCounts },
  {
    name: 'faults',
    title: 'faults, and bugs that have to be noticed',
    run: () => pnpm(['--filter', '@chatterly/bench', 'bench', 'faults', '--short']),
  },
  {
    name: 'fuzz',
    title: 'inputs nobody expects',
    run: () => pnpm(['--filter', '@chatterly/bench', 'bench', 'fuzz', '--short']),
  },
  {
    name: 'setup',
    title: 'slow tests, the two commands on a bare machine among them',
    run: (reportFile) => vitest(reportFile, '--project', 'slow'),
    counts: vitestCounts,
  },
]
