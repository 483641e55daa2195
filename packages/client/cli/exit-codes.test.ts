import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { exitCodeOf, exitCodes } from './exit-codes.ts'

const PAGE = new URL('../../../docs/features/command-line.md', import.meta.url)
const answer = { status: undefined, retryAfterSeconds: undefined }

test.each([
  ['refused', { status: 404 }, 'refused'],
  ['refused', { status: 401 }, 'signed_out'],
  ['refused', { status: 429, retryAfterSeconds: 60 }, 'later'],
  ['refused', { status: 503, retryAfterSeconds: 5 }, 'later'],
  ['invalid', { status: 400 }, 'refused'],
  ['unreachable', {}, 'unreachable'],
  ['failed', { status: 500 }, 'failed'],
] as const)('an error that is %s, with %j, ends as %s', (kind, more, exit) => {
  expect(exitCodeOf({ ...answer, ...more, kind })).toBe(exit)
})

test('the page says what each status means', () => {
  const rows = [...readFileSync(PAGE, 'utf8').matchAll(/^\| (\d+) \| `(\w+)` \|/gm)]
  expect(rows.map(([, status, name]) => [name, Number(status)])).toEqual(Object.entries(exitCodes))
})
