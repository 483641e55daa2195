import { expect, test } from 'vitest'
import { passwordWords } from './password-words.ts'

const ada = { email: 'ada@example.org', username: 'ada', displayName: 'Ada Lovelace' }

test('while a password is typed, it is told what is missing', () => {
  expect(passwordWords('', ada)).toMatch(/^At least 8 characters\./)
  expect(passwordWords('violet', ada)).toBe('2 more characters.')
  expect(passwordWords('violets', ada)).toBe('1 more character.')
  expect(passwordWords('violets are', ada)).toBe('Long enough.')
})

test('what everybody knows about Ada does not make her password longer', () => {
  expect(passwordWords('ada-lovelace', ada)).toBe('Too short without your name and address in it.')
  expect(passwordWords('ada-lovelace', { email: 'ben@example.org', username: 'ben' })).toBe('Long enough.')
})
