import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form'
import type { z } from 'zod'

/** Checks a form with the same shape the server checks it with; each field gets its first problem, in words. */
export const checkedBy =
  <Input extends FieldValues, Output>(shape: z.ZodType<Output, Input>): Resolver<Input, unknown, Output> =>
  async (values) => {
    const parsed = await shape.safeParseAsync(values)
    if (parsed.success) return { values: parsed.data, errors: {} }
    const errors: Record<string, { type: string; message: string }> = {}
    for (const issue of parsed.error.issues) {
      const field = issue.path.join('.') || 'root'
      errors[field] ??= { type: issue.code ?? 'invalid', message: issue.message }
    }
    return { values: {}, errors: errors as FieldErrors<Input> }
  }
