import { fieldWordsOf, refusalOf } from '@chatterly/client/errors'
import type { RefusalCode } from '@chatterly/protocol/refusals'
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import { wordsOf } from './refusal-words.ts'

type Showing<Values extends FieldValues> = {
  setError: UseFormSetError<Values>
  fields: readonly FieldPath<Values>[]
  /** The field a refusal is about. */
  about?: Partial<Record<RefusalCode, FieldPath<Values>>>
}

/** What the server said stands beside the fields it is about, the first of which is focused, or under the form. */
export function showProblems<Values extends FieldValues>(
  error: unknown,
  { setError, fields, about = {} }: Showing<Values>,
): void {
  const words = fieldWordsOf(error)
  const refusal = refusalOf(error)
  const field = refusal && about[refusal]
  if (field) words[field] = wordsOf(error)
  const named = fields.filter((each) => words[each] !== undefined)
  for (const [index, each] of named.entries())
    setError(each, { type: 'server', message: words[each] ?? '' }, { shouldFocus: index === 0 })
  if (named.length === 0) setError('root', { type: 'server', message: wordsOf(error) })
}
