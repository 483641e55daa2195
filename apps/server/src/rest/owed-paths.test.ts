import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pathsOf } from '../testing/procedures.ts'
import { restPaths } from './paths.ts'

const PAGE = new URL('../../../../docs/features/public-api.md', import.meta.url)

/** What comes with other work. Whoever brings it takes it out here. */
const LATER = [
  'PUT /users/:id/avatar',
  'POST /media/upload',
  'GET /media/:id',
  'POST /applications',
  'GET /applications',
  'GET /applications/:token',
  'PATCH /applications/:token',
  'DELETE /applications/:token',
  'POST /applications/:token/chats',
  'GET /applications/:token/chats',
  'GET /applications/:token/chats/:number',
  'POST /applications/:token/chats/:number/messages',
  'GET /applications/:token/chats/:number/messages',
  'GET /applications/:token/chats/:number/messages/:messageNumber',
  'PATCH /applications/:token/chats/:number/messages/:messageNumber',
  'GET /applications/:token/chats/:number/messages/search',
]

/** Whatever a parameter is called, it stands in its place. */
const shapeOf = (line: string) => line.replaceAll(/\{\w+\}|:\w+/g, ':')
const answered = new Set(restPaths.map(({ method, path }) => shapeOf(`${method.toUpperCase()} ${path}`)))

/** The table of the page: `| GET POST | \`/conversations\` | … |`. */
const owed = [...readFileSync(PAGE, 'utf8').matchAll(/^\| ([A-Z ]+) \| `(\/[^`]*)` \|/gm)].flatMap(
  ([, methods = '', path]) => methods.split(' ').map((method) => `${method} ${path}`),
)

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
