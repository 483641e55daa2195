import { expect, test } from 'vitest'
import { ariaKeys, matches, printKeys } from './keys.ts'

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('Mod is the command key on a Mac and Control elsewhere', () => {
  expect(matches('Mod+K', { ...none, key: 'k', metaKey: true }, true)).toBe(true)
  expect(matches('Mod+K', { ...none, key: 'k', ctrlKey: true }, true)).toBe(false)
  expect(matches('Mod+K', { ...none, key: 'k', ctrlKey: true }, false)).toBe(true)
})

test('other modifiers must be exactly those named', () => {
  const up = { ...none, key: 'ArrowUp', altKey: true }
  expect(matches('Alt+Up', up, false)).toBe(true)
  expect(matches('Alt+Up', { ...up, shiftKey: true }, false)).toBe(false)
  expect(matches('Alt+Shift+Up', { ...up, shiftKey: true }, false)).toBe(true)
})

test('a symbol counts wherever the keyboard has it', () => {
  expect(matches('?', { ...none, key: '?', shiftKey: true }, false)).toBe(true)
  expect(matches('Plus', { ...none, key: '+', shiftKey: true }, false)).toBe(true)
  expect(matches('Plus', { ...none, key: '+' }, false)).toBe(true)
  expect(matches('Mod+/', { ...none, key: '/', ctrlKey: true, shiftKey: true }, false)).toBe(true)
})

test('keys are printed as the caps of the machine', () => {
  expect(printKeys('Alt+Shift+Up', false)).toBe('Alt Shift ↑')
  expect(printKeys('Mod+K', true)).toBe('⌘ K')
  expect(printKeys('Plus', false)).toBe('+')
  expect(ariaKeys('Plus', false)).toBe('Plus')
  expect(ariaKeys('Mod+Up', true)).toBe('Meta+ArrowUp')
})
