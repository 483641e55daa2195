import type { EnvVariable } from './env.ts'

/** The text of `.env.example`: what must be given is a line to fill in, the rest is commented out. */
export const envExampleFrom = (rows: readonly EnvVariable[]): string =>
  [
    '# Generated from packages/platform/src/env.ts. Copy to .env and change what you need.',
    ...rows.map(exampleOf),
    '',
  ].join('\n')

/** The text of `docs/operations/environment.md`. */
export const envPageFrom = (rows: readonly EnvVariable[]): string =>
  [
    '# Environment',
    '',
    'Generated from `packages/platform/src/env.ts` by `pnpm --filter @chatterly/platform generate-env-docs`. An empty value counts as absent. All problems are reported at once when a program starts.',
    '',
    '| variable | default | example | what it does |',
    '|---|---|---|---|',
    ...rows.map((row) => `| \`${row.name}\` | ${defaultOf(row)} | \`${row.example}\` | ${row.description} |`),
    '',
  ].join('\n')

function exampleOf(row: EnvVariable): string {
  const line = `${row.name}=${row.example}`
  if (row.required) return `\n# ${row.description}\n# Required.\n${line}`
  return `\n# ${row.description}\n# Default: ${row.default ?? 'none'}\n# ${line}`
}

function defaultOf(row: EnvVariable): string {
  if (row.required) return '**required**'
  return row.default === undefined ? 'none' : `\`${row.default}\``
}
