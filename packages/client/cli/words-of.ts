import { refusals } from '@chatterly/protocol/refusals'
import { ChatterlyError } from '../src/errors.ts'

/** Why, for a person: a refusal in its own words, and of errors in errors the innermost. Libraries say `fetch failed`. */
export function wordsOf(error: unknown): string {
  if (error instanceof ChatterlyError && error.refusal !== undefined) return refusals[error.refusal].words
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return wordsOf(error.cause)
  const { code } = error as NodeJS.ErrnoException
  return error.message || code || error.name
}
