import { expect, test } from 'vitest'
import { waysWords } from './ways-words.ts'

const provider = { name: 'Example Organisation', startPath: '/auth/oidc/start' }
const none = { hasPassword: false, hasPasskey: false, provider: undefined }

test('who has a password is asked for it', () => {
  expect(waysWords({ hasPassword: true, hasPasskey: true, provider })).toContain('Give your password')
})

test('who has none shows a passkey, or signs in again and begins once more', () => {
  expect(waysWords({ ...none, hasPasskey: true })).toContain('with your passkey')
  expect(waysWords({ ...none, hasPasskey: true })).not.toContain('begin once more')
  expect(waysWords({ ...none, hasPasskey: true, provider })).toMatch(/passkey.*begin once more/)
  expect(waysWords({ ...none, provider })).toMatch(
    /^Sign in once more.*Example Organisation.*begin once more/,
  )
})

test('a browser that knows no passkeys leaves signing in again', () => {
  expect(waysWords(none)).toContain('Sign out and in again')
})
