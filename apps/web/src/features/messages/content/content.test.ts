import { expect, test } from 'vitest'
import { isJumbo } from './jumbo.ts'
import { safeHref } from './safe-href.ts'

test('one to three emoji and nothing else are drawn large', () => {
  expect(['👍', '👍🏽', '🇮🇩', '👨‍👩‍👧 ❤️ 🎉', '1️⃣'].map(isJumbo)).toEqual([true, true, true, true, true])
  expect(['', 'a', '👍 ok', '👍👍👍👍', '12', '#'].map(isJumbo)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('only web and mail addresses become links', () => {
  expect(safeHref('https://example.org/a?b=c#d')).toBe('https://example.org/a?b=c#d')
  expect(safeHref('mailto:maya@example.org')).toBe('mailto:maya@example.org')
  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.org',
    'blob:x',
  ]) {
    expect(safeHref(href)).toBeNull()
  }
})
