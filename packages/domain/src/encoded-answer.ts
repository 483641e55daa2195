import type { z } from 'zod'

type Encoded = { shape: z.ZodType; json: Buffer }

const encodedAnswers = new WeakMap<object, Encoded>()

/**
 * Checks an answer and writes it as JSON, once for all who are given it. It is frozen, since they share it. A transport
 * that knows `jsonOf` sends the bytes as they are; to everybody else it is the plain object it looks like.
 *
 * @throws ZodError when the answer is not of the shape
 */
export function encodeAnswer<Answer extends object>(shape: z.ZodType<Answer>, answer: Answer): Answer {
  const checked = frozen(shape.parse(answer))
  encodedAnswers.set(checked, { shape, json: Buffer.from(JSON.stringify(checked)) })
  return checked
}

/** The bytes of an encoded answer. */
export const jsonOf = (answer: unknown): Buffer | undefined => encodedOf(answer)?.json

/** The shape, for an output: what was checked against it as it was encoded is not checked a second time. */
export function checkedOnce<Shape extends z.ZodType>(shape: Shape): Shape {
  const lenient = shape.clone()
  lenient.parse = (answer, params) =>
    encodedOf(answer)?.shape === shape ? (answer as z.output<Shape>) : shape.parse(answer, params)
  return lenient
}

const encodedOf = (answer: unknown) =>
  typeof answer === 'object' && answer !== null ? encodedAnswers.get(answer) : undefined

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
