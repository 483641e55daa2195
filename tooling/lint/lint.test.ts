import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'chatterly-lint-'))
const base = resolve(root, 'tooling/tsconfig/base.json')
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({ extends: base, compilerOptions: { types: [] }, include: ['.'] }),
)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ASYNC = 'const send = async () => 1\n'

test.each([
  ['a floating promise', 'no-floating-promises', `${ASYNC}export function run() {\n  send()\n}\n`],
  [
    'a promise as a condition',
    'no-misused-promises',
    `${ASYNC}export const isSent = () => (send() ? 1 : 2)\n`,
  ],
  [
    'awaiting what is no promise',
    'await-thenable',
    'export const run = async (count: number) => {\n  await count\n}\n',
  ],
  [
    'a switch with a case left out',
    'switch-exhaustiveness-check',
    `export function say(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1\n  }\n}\n`,
  ],
  ['any', 'no-explicit-any', 'export const take = (value: any) => typeof value\n'],
  [
    'a value import of a type',
    'consistent-type-imports',
    `import { Kind } from './kind.ts'\n\nexport type Kinds = Kind[]\n`,
  ],
  ['an interface', 'consistent-type-definitions', 'export interface Person {\n  id: string\n}\n'],
  [
    'a file of 300 lines',
    'max-lines',
    `${Array.from({ length: 300 }, (_, n) => `export const n${n} = ${n}`).join('\n')}\n`,
  ],
  ['an empty catch', 'no-empty', 'export function run() {\n  try {\n    JSON.parse("1")\n  } catch {}\n}\n'],
])('%s is caught', (_what, rule, text) => {
  writeFileSync(join(folder, 'kind.ts'), 'export type Kind = string\n')
  expect(rulesBrokenBy(text)).toEqual([rule])
})

test('a promise that is awaited, and a file of 299 lines, pass', () => {
  expect(rulesBrokenBy(`${ASYNC}export async function run() {\n  await send()\n}\n`)).toEqual([])
  expect(
    rulesBrokenBy(`${Array.from({ length: 299 }, (_, n) => `export const n${n} = ${n}`).join('\n')}\n`),
  ).toEqual([])
})

type Report = { number_of_files: number; diagnostics: { code: string; severity: string }[] }

function rulesBrokenBy(text: string): string[] {
  const file = join(folder, 'planted.ts')
  writeFileSync(file, text)
  const config = resolve(root, '.oxlintrc.json')
  const oxlint = resolve(root, 'node_modules/.bin/oxlint')
  const { stdout } = spawnSync(oxlint, ['--type-aware', '-c', config, '--format', 'json', file], {
    cwd: root,
    encoding: 'utf8',
  })
  const report = JSON.parse(stdout) as Report
  expect(report.number_of_files).toBe(1)
  expect(report.diagnostics.every(({ severity }) => severity === 'error')).toBe(true)
  return [...new Set(report.diagnostics.map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1')))]
}
