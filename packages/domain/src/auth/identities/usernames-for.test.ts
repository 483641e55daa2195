import { Username } from '@chatterly/protocol/users/shapes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usernamesFor } from './usernames-for.ts'

test.each([
  ['ada.lovelace', 'ada@example.com', 'ada.lovelace'],
  ['Adélaïde Lovelace', null, 'adelaide-lovelace'],
  ['__', 'ada@example.com', 'ada'],
  [null, 'a@example.com', 'user'],
  ['アダ', null, 'user'],
])('%j with %j is called %s', (username, email, name) => {
  const [first, second = ''] = usernamesFor({ username, email })
  expect(first).toBe(name)
  expect(second).toMatch(new RegExp(`^${name}-[0-9a-f]{4}$`))
})

test('whatever a provider says, every one of them is a username', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 40 }))
  fc.assert(
    fc.property(text, text, (username, email) => {
      for (const name of usernamesFor({ username, email })) expect(Username.parse(name)).toBe(name)
    }),
  )
})
