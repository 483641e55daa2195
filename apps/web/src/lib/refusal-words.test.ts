import { expect, test } from 'vitest'
import { fieldWordsOf, isDefinite, refusalOf } from '@chatterly/client/errors'
import { wordsOf } from './refusal-words.ts'

const answered = (data: object, message = 'Words of the server.') =>
  Object.assign(new Error(message), { data })

test('a refusal is known by its code and told in the words of the server', () => {
  const taken = answered({ refusal: 'auth.username_taken', httpStatus: 409 }, 'This username is taken.')
  expect(refusalOf(taken)).toBe('auth.username_taken')
  expect(wordsOf(taken)).toBe('This username is taken.')
  expect(refusalOf(answered({ refusal: 'something.else', httpStatus: 409 }))).toBeUndefined()
})

test('fields that were not accepted have their words', () => {
  expect(fieldWordsOf(answered({ fields: { email: 'This is not an e-mail address.', age: 7 } }))).toEqual({
    email: 'This is not an e-mail address.',
  })
  expect(fieldWordsOf(new TypeError('Failed to fetch'))).toEqual({})
})

test('asking again makes sense unless the server has said no', () => {
  expect(isDefinite(answered({ httpStatus: 403 }))).toBe(true)
  expect(isDefinite(answered({ httpStatus: 429 }))).toBe(false)
  expect(isDefinite(answered({ httpStatus: 503 }))).toBe(false)
  expect(isDefinite(new TypeError('Failed to fetch'))).toBe(false)
})

test('a server that cannot be reached is told apart from one that failed', () => {
  expect(wordsOf(new TypeError('Failed to fetch'))).toContain('cannot be reached')
  expect(wordsOf(answered({ httpStatus: 500 }, 'stack trace'))).not.toContain('stack trace')
})
