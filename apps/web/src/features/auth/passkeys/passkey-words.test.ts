import { expect, test } from 'vitest'
import { unmadeWords, unusedWords } from './passkey-words.ts'

const refused = Object.assign(new Error('This took too long.'), {
  data: { refusal: 'auth.step_over', httpStatus: 409 },
})

test('a device that says no is told apart from a server that does', () => {
  const dismissed = new DOMException('The operation was not allowed.', 'NotAllowedError')
  expect(unusedWords(dismissed)).toContain('No passkey was used.')
  expect(unmadeWords(dismissed)).toContain('No passkey was made.')
  for (const words of [unusedWords, unmadeWords]) expect(words(refused)).toBe('This took too long.')
})

test('a device that has a passkey of the account already is told as that', () => {
  expect(unmadeWords(new DOMException('Known.', 'InvalidStateError'))).toContain('already')
})
