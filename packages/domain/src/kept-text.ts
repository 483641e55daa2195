import { ZodRealError } from 'zod'

/** PostgreSQL keeps neither a NUL nor half of a pair of code units; both are valid in JSON. */
const canKeepText = (text: string) => !/[\u0000\p{Surrogate}]/u.test(text)

/** Whether all texts in the value can be kept. */
export const canKeep = (value: unknown): boolean => findUnkept(value) === undefined

/**
 * The value, if all texts in it can be kept.
 *
 * @throws ZodError that names the first that cannot
 */
export function withKeptText<Value>(value: Value): Value {
  const path = findUnkept(value)
  if (!path) return value
  throw new ZodRealError([
    { code: 'custom', path, input: value, message: 'This text has characters that no text can have.' },
  ])
}

function findUnkept(value: unknown): PropertyKey[] | undefined {
  if (typeof value === 'string') return canKeepText(value) ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const path = canKeepText(key) ? findUnkept(inner) : []
    if (path) return [key, ...path]
  }
  return undefined
}
