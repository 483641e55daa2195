import { expect, test } from 'vitest'
import { inert } from './say.ts'

test('words stay as they are, with their lines and tabs', () => {
  expect(inert('漢 é 👩🏽‍🚀\n\tdone')).toBe('漢 é 👩🏽‍🚀\n\tdone')
})

test.each(['\u001b[2J', '\u009b2J', '\u0007', '\r', '\u007f', '\u202e', '\u2066'])(
  '%j does nothing to a terminal',
  (text) => {
    expect(inert(text)).not.toContain(text[0])
  },
)
