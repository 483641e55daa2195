import { expect, test } from 'vitest'
import { readClaims } from './provider-claims.ts'

test('reads who it is, and what may be missing', () => {
  expect(readClaims({ sub: 'ada', email: 'Ada@Example.com', email_verified: true, name: 'Ada' })).toEqual({
    subject: 'ada',
    email: 'ada@example.com',
    isEmailVerified: true,
    name: 'Ada',
    username: null,
  })
})

test.each([
  ['the word true', { email_verified: 'true' }],
  ['a number', { email_verified: 1 }],
  ['nothing', {}],
])('an address is not verified by %s', (_, said) => {
  expect(readClaims({ sub: 'ada', email: 'ada@example.com', ...said }).isEmailVerified).toBe(false)
})

test('takes nothing else for an address', () => {
  expect(readClaims({ sub: 'ada', email: ['ada@example.com'] }).email).toBeNull()
  expect(readClaims({ sub: 'ada', email: 'ada' }).email).toBeNull()
})

test('nobody is without a subject', () => {
  expect(() => readClaims({ email: 'ada@example.com' })).toThrow()
  expect(() => readClaims(undefined)).toThrow()
})
