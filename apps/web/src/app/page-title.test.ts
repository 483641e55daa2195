import { expect, test } from 'vitest'
import { pageTitle } from './page-title.ts'

test('the window says what is unread and where one is', () => {
  expect(pageTitle('#design', 3)).toBe('(3) #design — Chatterly')
  expect(pageTitle('#design', 0)).toBe('#design — Chatterly')
  expect(pageTitle(undefined, 132)).toBe('(99+) Chatterly')
})
