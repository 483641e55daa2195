import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import rows from '../docs/security/asvs.json' with { type: 'json' }

type Row = { id: string; asks: string; applies: boolean; tests?: Proof[]; reason?: string }
type Proof = { file: string; name: string }

const root = resolve(import.meta.dirname, '..')
const requirements: Row[] = rows

/** A test's name as it is written in its file; apostrophes may be written with a backslash. */
function isThere({ file, name }: Proof): boolean {
  const text = readFileSync(join(root, file), 'utf8')
  return text.includes(name) || text.includes(name.replaceAll("'", String.raw`\'`))
}

describe('what the standard asks', () => {
  test('stands there once, in order', () => {
    const numbers = requirements.map(({ id }) => id.slice(1).split('.').map(Number))
    const inOrder = numbers.toSorted((one, other) => {
      const at = one.findIndex((number, place) => number !== other[place])
      return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
    })
    expect(numbers).toEqual(inOrder)
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length)
    for (const { id } of requirements) expect(id).toMatch(/^V\d+\.\d+\.\d+$/)
  })

  test('is shown by a test, or has a reason why not', () => {
    for (const { id, applies, tests, reason, asks } of requirements) {
      expect(asks.length, id).toBeGreaterThan(10)
      if (applies) expect(tests?.length, id).toBeGreaterThan(0)
      else expect(reason?.length, id).toBeGreaterThan(20)
    }
  })

  test.each(requirements.flatMap(({ id, tests }) => (tests ?? []).map((proof) => [id, proof] as const)))(
    '%s names a test that is there: %o',
    (_id, proof) => {
      expect(isThere(proof)).toBe(true)
    },
  )

  test('a test that is not there is noticed', () => {
    expect(isThere({ file: 'tooling/asvs.test.ts', name: ['no', 'such', 'test'].join(' ') })).toBe(false)
  })
})
