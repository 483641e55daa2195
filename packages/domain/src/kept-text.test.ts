import { expect, test } from 'vitest'
import { ZodError } from 'zod'
import { withKeptText } from './kept-text.ts'

test.each(['', 'Grüße', '👩🏽‍🚀', 'a\tb\nc', 7, null, { a: ['b', { c: true }] }])(
  '%j is taken as it is',
  (value) => {
    expect(withKeptText(value)).toBe(value)
  },
)

test.each([
  ['\u0000', []],
  ['a\ud800b', []],
  ['\udfff', []],
  [{ a: ['b', { c: 'x\u0000' }] }, ['a', '1', 'c']],
  [{ 'a\u0000': 1 }, ['a\u0000']],
])('%j is refused, with its place', (value, path) => {
  const attempt = () => withKeptText(value)
  expect(attempt).toThrow(ZodError)
  // Zod has errors that are none, which everybody else takes for mere objects.
  expect(attempt).toThrow(Error)
  expect(attempt).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }))
})
