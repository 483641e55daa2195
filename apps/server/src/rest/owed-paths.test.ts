import { expect, test } from 'vitest'
import { LATER, owedPaths as owed } from '../testing/owed-paths.ts'
import { pathsOf } from '../testing/procedures.ts'
import { restPaths } from './paths.ts'

/** Whatever a parameter is called, it stands in its place. */
const shapeOf = (line: string) => line.replaceAll(/\{\w+\}|:\w+/g, ':')
const answered = new Set(restPaths.map(({ method, path }) => shapeOf(`${method.toUpperCase()} ${path}`)))

test('every path that is owed answers, but for those that come with other work', () => {
  expect(owed.length).toBeGreaterThan(50)
  expect(owed.filter((line) => !answered.has(shapeOf(line)))).toEqual(LATER)
  expect(LATER.filter((line) => answered.has(shapeOf(line)))).toEqual([])
})

test('no two paths are the same, and no path takes what another is for', () => {
  const lines = restPaths.map(({ method, path }) => shapeOf(`${method} ${path}`))
  expect(lines.filter((line, place) => lines.indexOf(line) !== place)).toEqual([])
})

test('every procedure that answers once has a path', () => {
  const withPath = new Set<string>(restPaths.map(({ procedure }) => procedure))
  const procedures = [...pathsOf('query'), ...pathsOf('mutation')]
  expect(procedures.filter((procedure) => !withPath.has(procedure))).toEqual([])
})
