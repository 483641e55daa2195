import { expect, test } from 'vitest'
import { relyingPartyOf } from './relying-party.ts'

test.each([
  ['https://chat.example.org', 'chat.example.org'],
  ['https://chat.example.org:8443', 'chat.example.org'],
  ['http://localhost:3000', 'localhost'],
  ['http://ada.localhost:3000', 'ada.localhost'],
])('a page of %s makes passkeys for %s', (origin, id) => {
  expect(relyingPartyOf({ origin })).toEqual({ id, origin })
})

test.each([
  'http://chat.example.org',
  'https://192.0.2.1',
  'https://[2001:db8::1]',
  'http://127.0.0.1:3000',
  'null',
  undefined,
])('a page of %s makes none', (origin) => {
  expect(() => relyingPartyOf({ origin })).toThrow('reached by its name')
})
