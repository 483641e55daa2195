import { describe, expect, test } from 'vitest'
import { toBase32 } from './base32.ts'
import { codeAt, findStep, stepOf } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

/** RFC 6238, appendix B, of which an app shows the last six digits. */
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at second %i the code is that of RFC 6238', (second, code) => {
  expect(codeAt(secret, stepOf(new Date(second * 1000)))).toBe(code.slice(-6))
})

/** RFC 4648, section 10, where whole fives of bytes are asked for. */
test.each([
  ['fooba', 'mzxw6ytb'],
  ['12345678901234567890', 'gezdgnbvgy3tqojqgezdgnbvgy3tqojq'],
])('%s is written as %s', (text, written) => expect(toBase32(Buffer.from(text))).toBe(written))

describe('a code', () => {
  const noon = new Date('2026-11-21T12:00:00Z')
  const at = (seconds: number) => codeAt(secret, stepOf(new Date(noon.getTime() + seconds * 1000)))

  test('counts for its own half minute and the ones beside it', () => {
    expect([-30, 0, 30].map((seconds) => findStep(secret, at(seconds), noon))).toEqual(
      [-1, 0, 1].map((off) => stepOf(noon) + off),
    )
  })

  test.each(['older', 'younger', 'shorter', 'empty', 'in other digits'])('that is %s does not', (kind) => {
    const code =
      { older: at(-60), younger: at(60), shorter: at(0).slice(1), empty: '' }[kind] ?? '１２３４５６'
    expect(findStep(secret, code, noon)).toBeUndefined()
  })
})
