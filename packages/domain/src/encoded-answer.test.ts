import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkedOnce, encodeAnswer, jsonOf } from './encoded-answer.ts'

const Greeting = z.object({ to: z.array(z.string()) })

test('an encoded answer is the plain object its bytes say, without what its shape does not name', () => {
  const secretive = { to: ['Ada'], secret: 'x' }
  const answer = encodeAnswer(Greeting, secretive)
  expect(answer).toEqual({ to: ['Ada'] })
  expect(jsonOf(answer)?.toString()).toBe('{"to":["Ada"]}')
  expect(jsonOf({ to: ['Ada'] })).toBeUndefined()
})

test('nobody who shares it can change it', () => {
  const answer = encodeAnswer(Greeting, { to: ['Ada'] })
  expect(() => answer.to.push('Eve')).toThrow(TypeError)
})

test('an answer that is not of its shape is not encoded', () => {
  expect(() => encodeAnswer(Greeting, JSON.parse('{"to":1}'))).toThrow(z.ZodError)
})

test('an output lets pass what was checked against it, and checks everything else', () => {
  const output = checkedOnce(Greeting)
  const answer = encodeAnswer(Greeting, { to: ['Ada'] })
  expect(output.parse(answer)).toBe(answer)
  expect(output.parse({ to: ['Ada'], secret: 'x' })).toEqual({ to: ['Ada'] })
  expect(() => output.parse({ to: 1 })).toThrow(z.ZodError)
})

test('what was checked against one shape is checked against another', () => {
  const answer = encodeAnswer(Greeting, { to: ['Ada'] })
  expect(() => checkedOnce(z.object({ from: z.string() })).parse(answer)).toThrow(z.ZodError)
})
