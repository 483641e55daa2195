import { hasAnswer, isDefinite, refusalOf } from '@chatterly/client/errors'

/** What to tell a person: the server's words when it answered. */
export function wordsOf(error: unknown): string {
  if (!hasAnswer(error)) return 'The server cannot be reached. Check your connection and try again.'
  return refusalOf(error) === undefined && !isDefinite(error)
    ? 'Something went wrong on the server. Nothing was changed; try again.'
    : messageOf(error)
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
