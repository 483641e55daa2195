/** PostgreSQL's classes for "not now": connection exceptions, operator intervention, too many connections. */
const NOT_NOW = /^(?:08|57P|53300)/

/** What a connection says when nobody answers, or nobody any more. */
const NOBODY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'])
const NOBODY_IN_WORDS = /Connection terminated|timeout exceeded when trying to connect|Query read timeout/

/** Whether a statement failed because PostgreSQL could not be reached, and may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    NOT_NOW.test(code) ||
    NOBODY.has(code) ||
    NOBODY_IN_WORDS.test(error.message) ||
    isUnavailable(error.cause)
  )
}
