import { expect, test } from 'vitest'
import { isSendKey } from './send-key.ts'
import { splitBody } from './split-body.ts'
import { withMark } from './with-mark.ts'

const enter = { key: 'Enter', shiftKey: false, altKey: false, isComposing: false, keyCode: 13 }

test('Enter sends, except with Shift, on touch, and while an input method uses it', () => {
  expect(isSendKey(enter, false)).toBe(true)
  expect(isSendKey({ ...enter, shiftKey: true }, false)).toBe(false)
  expect(isSendKey(enter, true)).toBe(false)
  expect(isSendKey({ ...enter, isComposing: true }, false)).toBe(false)
  expect(isSendKey({ ...enter, keyCode: 229 }, false)).toBe(false)
})

test('a mark goes around the selection, and away again', () => {
  const bold = withMark({ text: 'one two', start: 4, end: 7 }, '**')
  expect(bold).toEqual({ text: 'one **two**', start: 6, end: 9 })
  expect(withMark(bold, '**')).toEqual({ text: 'one two', start: 4, end: 7 })
})

test('a text that is too long parts at paragraphs, lines and words, and loses no word', () => {
  expect(splitBody('short', 10)).toEqual(['short'])
  expect(splitBody('aaaa aaaa\n\nbbb', 12)).toEqual(['aaaa aaaa', 'bbb'])
  expect(splitBody('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc'])
  const parts = splitBody('x'.repeat(25), 10)
  expect(parts.map((part) => part.length)).toEqual([10, 10, 5])
})

test('no sign is cut in half', () => {
  for (const part of splitBody('a' + '😀'.repeat(10), 6))
    expect(encodeURIComponent(part)).toContain('%F0%9F%98%80')
})
