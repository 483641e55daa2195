import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import floors from './library-floors.json' with { type: 'json' }
import { sourceManifests } from './source-manifests.ts'
import { findBelowFloor, lockedPackages } from './supply-chain.mjs'

type Lockfile = { packages: Record<string, unknown> }
type Workspace = { catalog: Record<string, string>; catalogs: Record<string, Record<string, string>> }

const root = resolve(import.meta.dirname, '..')
const read = (file: string): unknown => parse(readFileSync(resolve(root, file), 'utf8'))

const lockfile = read('pnpm-lock.yaml') as Lockfile
const workspace = read('pnpm-workspace.yaml') as Workspace

test('nothing in the lockfile is below its floor', () => {
  const locked = lockedPackages(lockfile)
  expect(locked.length).toBeGreaterThan(100)
  expect(locked).toContainEqual({ name: 'ws', version: workspace.catalog.ws })
  expect(findBelowFloor(locked, floors)).toEqual([])
})

test.each([
  ['ws', '8.21.0', true],
  ['ws', '8.21.1-rc.1', true],
  ['ws', '8.21.1', false],
  ['ws', '8.100.0', false],
  ['ws', '7.99.99', true],
  ['undici', '7.28.0', false],
  ['undici', '8.4.9', true],
  ['undici', '8.5.0', false],
  ['ip', '99.0.0', true],
  ['left-alone', '0.0.1', false],
])('%s@%s below its floor: %s', (name, version, isBelow) => {
  expect(findBelowFloor([{ name, version }], floors)).toHaveLength(isBelow ? 1 : 0)
})

test('every floor says why', () => {
  for (const floor of floors) expect(floor.why.length).toBeGreaterThan(20)
  expect(new Set(floors.map((floor) => floor.package)).size).toBe(floors.length)
})

test('the catalog names exact versions', () => {
  const versions = [workspace.catalog, ...Object.values(workspace.catalogs)].flatMap((catalog) =>
    Object.entries(catalog),
  )
  expect(versions.length).toBeGreaterThan(20)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('every package takes its versions from the catalog or the workspace', () => {
  const manifests = sourceManifests(root)
  expect(manifests.length).toBeGreaterThan(5)
  const loose = manifests.flatMap(({ path, dependencies }) =>
    Object.entries(dependencies)
      .filter(([, version]) => !/^(catalog:[\w-]*|workspace:\*)$/.test(version))
      .map(([name, version]) => `${path}: ${name} ${version}`),
  )
  expect(loose).toEqual([])
})
