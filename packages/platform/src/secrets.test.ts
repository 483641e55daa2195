import { describe, expect, test } from 'vitest'
import { createSecrets } from './secrets.ts'

const [OLD, NEW] = ['the secret of last year, thirty-two+', 'the secret of this year, thirty-two+']
const before = createSecrets([OLD]).keyOf('second-factor')
const after = createSecrets([NEW, OLD]).keyOf('second-factor')

describe('keys', () => {
  test('are the same in every process, and others for every purpose and secret', () => {
    expect(createSecrets([OLD]).keyOf('second-factor').current).toEqual(before.current)
    const keys = [before, after, createSecrets([OLD]).keyOf('access-token')].map(({ current }) => current)
    expect(new Set(keys.map(({ bytes }) => bytes.toString('hex'))).size).toBe(3)
    expect(new Set(keys.map(({ id }) => id)).size).toBe(3)
    for (const { bytes, id } of keys) {
      expect(bytes).toHaveLength(32)
      expect(id).toMatch(/^[0-9a-f]{8}$/)
      expect(bytes.toString('hex')).not.toContain(id)
    }
  })

  test('of a secret that was replaced are still found, those of one taken away are not', () => {
    expect(after.current.id).not.toBe(before.current.id)
    expect(after.find(before.current.id)).toEqual(before.current)
    expect(before.find(after.current.id)).toBeUndefined()
    expect(after.find('../../etc/passwd')).toBeUndefined()
  })

  test('need a secret', () => {
    expect(() => createSecrets([]).keyOf('anything')).toThrow('no secret')
  })
})

describe('what is sealed', () => {
  const sealed = before.seal('JBSWY3DPEHPK3PXP', 'ada')

  test('says nothing, and never the same twice', () => {
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP')
    expect(before.seal('JBSWY3DPEHPK3PXP', 'ada')).not.toBe(sealed)
  })

  test('is opened with the secret it was sealed with, also when that is not the first any more', () => {
    expect(before.unseal(sealed, 'ada')).toBe('JBSWY3DPEHPK3PXP')
    expect(after.unseal(sealed, 'ada')).toBe('JBSWY3DPEHPK3PXP')
    expect(() => createSecrets([NEW]).keyOf('second-factor').unseal(sealed, 'ada')).toThrow('AUTH_SECRETS')
  })

  test('does not open elsewhere', () => {
    expect(() => before.unseal(sealed, 'grace')).toThrow()
  })

  test('does not open when any of it was changed or is missing', () => {
    for (let at = 0; at < sealed.length; at++) {
      // The last sign of the whole carries bits that mean nothing.
      if (at === sealed.length - 1) continue
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      expect(() => before.unseal(changed, 'ada'), changed).toThrow()
      expect(() => before.unseal(sealed.slice(0, at), 'ada')).toThrow()
    }
  })

  test('may be empty or in any language', () => {
    for (const text of ['', 'Schlüssel 🔑']) expect(before.unseal(before.seal(text, ''), '')).toBe(text)
  })
})
