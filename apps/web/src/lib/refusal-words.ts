import { isRefusalCode, type RefusalCode } from '@chatterly/protocol/refusals'

type ErrorData = { refusal?: unknown; fields?: unknown; httpStatus?: unknown }

/** Why the server refused; undefined for everything that is not a refusal. */
export function refusalOf(error: unknown): RefusalCode | undefined {
  const { refusal } = dataOf(error)
  return isRefusalCode(refusal) ? refusal : undefined
}

/** Words for fields that were not accepted, by the field's path. */
export function fieldWordsOf(error: unknown): Record<string, string> {
  const { fields } = dataOf(error)
  if (typeof fields !== 'object' || fields === null) return {}
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The server has answered, and asking again would be answered the same. */
export function isDefinite(error: unknown): boolean {
  const { httpStatus } = dataOf(error)
  return typeof httpStatus === 'number' && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429
}

/** What to tell a person: the server's words when it answered. */
export function wordsOf(error: unknown): string {
  if (dataOf(error).httpStatus === undefined)
    return 'The server cannot be reached. Check your connection and try again.'
  return refusalOf(error) === undefined && !isDefinite(error)
    ? 'Something went wrong on the server. Nothing was changed; try again.'
    : messageOf(error)
}

function dataOf(error: unknown): ErrorData {
  if (typeof error !== 'object' || error === null || !('data' in error)) return {}
  return typeof error.data === 'object' && error.data !== null ? error.data : {}
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
