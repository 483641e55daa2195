import { expect, test } from 'vitest'
import { joinFrames, textFrames } from './frames.ts'

const [hello, again, other] = ['hello', 'again', 'other'].flatMap(textFrames)

test('those who are given the same frames share the bytes, and nobody else’s', () => {
  if (!hello || !again || !other) return expect.unreachable()
  const ada = joinFrames([hello, again])
  expect(joinFrames([hello, again])).toBe(ada)
  expect(joinFrames([hello, other])).toEqual(Buffer.concat([hello, other]))
  expect(joinFrames([hello, again, other])).toEqual(Buffer.concat([hello, again, other]))
  expect(joinFrames([hello, again])).toEqual(ada)
})

test('a frame alone is not copied', () => {
  if (!hello) return expect.unreachable()
  expect(joinFrames([hello])).toBe(hello)
})
