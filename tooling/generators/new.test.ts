import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkTree } from '../structure/check-tree.mjs'
import { copyTree, type PlantedTree } from '../structure/planted-tree.ts'
import { newOperation, newSlice } from './generate.mjs'

const checkout = resolve(import.meta.dirname, '../..')
let tree: PlantedTree
let written: string[]

beforeAll(() => {
  tree = copyTree()
  cpSync(join(checkout, 'tooling/tsconfig'), join(tree.root, 'tooling/tsconfig'), { recursive: true })
  written = [...newSlice(tree.root, 'webhooks'), ...newOperation(tree.root, 'webhooks', 'pause-webhook')]
})
afterAll(() => tree.remove())

test('a slice has its part in protocol, db and domain, and a test on both sides', () => {
  expect(written).toEqual(
    expect.arrayContaining([
      'packages/protocol/src/webhooks/shapes.ts',
      'packages/protocol/src/webhooks/policy.test.ts',
      'packages/db/src/schema/webhooks.ts',
      'packages/domain/src/webhooks/router.ts',
      'packages/domain/src/webhooks/view.test.ts',
      'packages/domain/src/webhooks/pause-webhook.ts',
      'packages/domain/src/webhooks/pause-webhook.db.test.ts',
    ]),
  )
  expect(written.filter((path) => !existsSync(join(tree.root, path)))).toEqual([])
})

test('what is generated keeps the structure', async () => {
  const files = [...new Set(written)]
  const { violations } = await checkTree(tree.root, files)
  expect(violations.filter(({ from }) => files.includes(from))).toEqual([])
})

test('what is generated is formatted, and passes the lint', () => {
  expect(run('biome', ['format', `--config-path=${join(checkout, 'biome.json')}`, ...written])).toBe('')
  expect(run('oxlint', ['--type-aware', '-c', join(checkout, '.oxlintrc.json'), ...written])).toBe('')
})

test.each(['protocol', 'db', 'domain'])('what is generated in %s has the right types', (name) => {
  const problems = run('tsc', ['--noEmit', '--pretty', 'false', '-p', `packages/${name}`])
  expect(problems.split('\n').filter((line) => /webhook/i.test(line))).toEqual([])
})

test('the refusal takes its place in the alphabet, and the input stands beside the shapes', () => {
  const codes = readFileSync(join(tree.root, 'packages/protocol/src/refusals.ts'), 'utf8').match(
    /^ {2}'[\w.]+'(?=:)/gm,
  )
  expect(codes).toContain("  'webhook.not_found'")
  expect(codes).toEqual([...(codes ?? [])].sort())
  expect(readFileSync(join(tree.root, 'packages/protocol/src/webhooks/shapes.ts'), 'utf8')).toContain(
    'PauseWebhook',
  )
})

test.each([
  ['a slice that exists', () => newSlice(tree.root, 'users'), 'exist already'],
  ['the same slice again', () => newSlice(tree.root, 'webhooks'), 'exist already'],
  ['a slice without a place', () => newSlice(tree.root, 'bananas'), 'no place yet'],
  ['a slice in capitals', () => newSlice(tree.root, 'Webhooks'), 'small letters'],
  ['a slice outside the tree', () => newSlice(tree.root, '../webhooks'), 'small letters'],
  ['no name', () => newSlice(tree.root, undefined), 'small letters'],
  ['an operation of no slice', () => newOperation(tree.root, 'receipts', 'add-receipt'), 'would stand'],
  ['an operation that exists', () => newOperation(tree.root, 'webhooks', 'pause-webhook'), 'already'],
  ['an operation without a noun', () => newOperation(tree.root, 'webhooks', 'pause'), 'verb-noun'],
  ['an operation in capitals', () => newOperation(tree.root, 'webhooks', 'Pause-Webhook'), 'verb-noun'],
])('refused: %s', (_what, generate, words) => {
  expect(generate).toThrow(words)
})

test('the command says how it is used', () => {
  const { status, stderr } = spawnSync('node', [join(checkout, 'tooling/generators/new.mjs'), 'banana'], {
    encoding: 'utf8',
  })
  expect(stderr).toContain('pnpm new operation <slice> <verb-noun>')
  expect(status).toBe(1)
})

/** What the tool complains of; nothing when it is content. */
function run(tool: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(join(checkout, 'node_modules/.bin', tool), args, {
    cwd: tree.root,
    encoding: 'utf8',
  })
  return status === 0 ? '' : stdout + stderr
}
