/** What to do after a send that was not acknowledged. */
export type SendFailure = { kind: 'retry'; afterMs?: number | undefined } | { kind: 'refused'; words: string }

type Answer = { httpStatus?: number; retryAfterSeconds?: number; fields?: Record<string, string> }

/** Statuses that say nothing about the message: try again with the same key. */
const PASSING_STATUSES = new Set([401, 408, 425, 429, 502, 503, 504])
/** Tries at a server that answers with an error of its own, before the writer is asked. */
const SERVER_ERROR_TRIES = 5

/**
 * No answer at all, or one that is not about the message: wait and try again. Signed out too: what was written is
 * kept, and goes out after signing in.
 */
export function classifySendFailure(error: unknown, attempts: number): SendFailure {
  const answer = answerIn(error)
  if (answer?.httpStatus === undefined) return { kind: 'retry' }
  if (PASSING_STATUSES.has(answer.httpStatus)) {
    return {
      kind: 'retry',
      afterMs: answer.retryAfterSeconds === undefined ? undefined : answer.retryAfterSeconds * 1000,
    }
  }
  if (answer.httpStatus >= 500 && attempts < SERVER_ERROR_TRIES) return { kind: 'retry' }
  const fieldWords = Object.values(answer.fields ?? {})[0]
  return {
    kind: 'refused',
    words: fieldWords ?? (error instanceof Error ? error.message : 'The server refused it.'),
  }
}

function answerIn(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('data' in error)) return undefined
  return typeof error.data === 'object' && error.data !== null ? error.data : undefined
}
