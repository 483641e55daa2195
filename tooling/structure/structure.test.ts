import { afterAll, beforeAll, expect, test } from 'vitest'
import { assertAllRead, checkTree, type Violation } from './check-tree.mjs'
import { knownSlicesRule } from './known-slices.mjs'
import { logicalSidesRule } from './logical-sides.mjs'
import type { Plant } from './plant.ts'
import { copyTree, type PlantedTree } from './planted-tree.ts'
import { plants } from './plants.ts'
import { environmentRule } from './process-env.mjs'
import { rules } from './rules.mjs'

let tree: PlantedTree
const found = new Map<Plant['files'], Violation[]>()

beforeAll(async () => {
  tree = copyTree()
  const all = plants.map(({ files }) => files)
  for (const [index, violations] of (await tree.plantEach(all)).entries())
    found.set(all[index] ?? {}, violations)
})
afterAll(() => tree.remove())

test('the copy, with nothing planted, is clean', async () => {
  const { fileCount, violations } = await checkTree(tree.root)
  expect(violations).toEqual([])
  expect(fileCount).toBeGreaterThan(50)
})

test.each(plants)('$breaks is caught: $how', ({ breaks, times, files }) => {
  const violations = found.get(files) ?? []
  expect([...new Set(violations.map(({ name }) => name))]).toEqual([breaks])
  if (times !== undefined) expect(violations).toHaveLength(times)
})

test('every rule has a plant, and says what to do instead', () => {
  const all = [...rules, environmentRule, knownSlicesRule, logicalSidesRule]
  expect(new Set(plants.map(({ breaks }) => breaks))).toEqual(new Set(all.map(({ name }) => name)))
  for (const { comment } of all) expect(comment).toMatch(/^[A-Z].{20,}[.]$/)
})

test.each([
  [
    'the root router takes the routers',
    'packages/domain/src/router.ts',
    `export * from './flags/router.ts'\n`,
  ],
  [
    'the worker takes the jobs',
    'apps/worker/src/planted.ts',
    `export * from '@chatterly/domain/flags/jobs'\n`,
  ],
  ['a slice uses its own queries', 'packages/domain/src/flags/access.ts', `export * from './queries.ts'\n`],
  [
    'a slice takes from its left',
    'packages/domain/src/users/planted.ts',
    `export * from '../flags/access.ts'\n`,
  ],
  [
    'the browser takes the type of the router',
    'apps/web/src/lib/planted.ts',
    `export type * from '@chatterly/domain/router'\n`,
  ],
  [
    'apply takes the union of events as a type',
    'packages/protocol/src/flags/apply.ts',
    `export type * from '../realtime/events.ts'\n`,
  ],
])('it may be written: %s', async (_rule, path, text) => {
  const doors = ['router', 'queries', 'jobs', 'access'].map(
    (file) => [`packages/domain/src/flags/${file}.ts`, ''] as const,
  )
  expect(await tree.plant({ ...Object.fromEntries(doors), [path]: text })).toEqual([])
})

test('a run that read no file, or not all of them, fails', async () => {
  expect(() => assertAllRead([], [])).toThrow('found no source file')
  expect(() => assertAllRead(['a.ts', 'b.ts'], ['a.ts', 'c.js'])).toThrow('did not read 1 of 2 files: b.ts')
  expect(() => assertAllRead(['a.ts'], ['a.ts', 'b.ts'])).not.toThrow()
  await expect(checkTree(tree.root, [])).rejects.toThrow('found no source file')
})
