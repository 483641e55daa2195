import { isRefusalCode, type RefusalCode } from '@chatterly/protocol/refusals'

type ErrorData = { refusal?: unknown; fields?: unknown; httpStatus?: unknown; retryAfterSeconds?: unknown }

/**
 * `refused`: the server said no, and `refusal` says why. `invalid`: the input did not fit, see `fields`.
 * `unreachable`: no answer came. `failed`: a bug or an outage on the other side. `closed`: the client was closed.
 */
export type ChatterlyErrorKind = 'refused' | 'invalid' | 'unreachable' | 'failed' | 'closed'

/** What every call of the client throws. */
export class ChatterlyError extends Error {
  readonly kind: ChatterlyErrorKind
  readonly refusal: RefusalCode | undefined
  /** HTTP status of the answer; undefined where none came. */
  readonly status: number | undefined
  /** Seconds. Only where waiting helps. */
  readonly retryAfterSeconds: number | undefined
  /** What is wrong with the input, by the field's path. */
  readonly fields: Record<string, string>
  /** The answer as it came, for code that knows the errors of the tRPC client. */
  readonly data: ErrorData

  constructor(message: string, { kind, cause }: { kind?: ChatterlyErrorKind; cause?: unknown } = {}) {
    super(message, { cause })
    this.name = 'ChatterlyError'
    this.data = dataOf(cause)
    const { httpStatus, retryAfterSeconds } = this.data
    this.refusal = refusalOf(cause)
    this.status = typeof httpStatus === 'number' ? httpStatus : undefined
    this.retryAfterSeconds = typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined
    this.fields = fieldWordsOf(cause)
    this.kind = kind ?? this.#kind()
  }

  #kind(): ChatterlyErrorKind {
    if (this.refusal !== undefined) return 'refused'
    if (this.status === undefined) return 'unreachable'
    return this.status < 500 ? 'invalid' : 'failed'
  }
}

export function toChatterlyError(error: unknown): ChatterlyError {
  if (error instanceof ChatterlyError) return error
  // What `auth` has thrown comes wrapped in an error of the tRPC client.
  if (error instanceof Error && error.cause instanceof ChatterlyError) return error.cause
  return new ChatterlyError(error instanceof Error ? error.message : String(error), { cause: error })
}

export const closedError = () => new ChatterlyError('The client was closed.', { kind: 'closed' })

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

/** Whether the server has answered at all. */
export const hasAnswer = (error: unknown): boolean => dataOf(error).httpStatus !== undefined

/** The server has answered, and asking again would be answered the same. */
export function isDefinite(error: unknown): boolean {
  const { httpStatus } = dataOf(error)
  return typeof httpStatus === 'number' && httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429
}

function dataOf(error: unknown): ErrorData {
  if (typeof error !== 'object' || error === null || !('data' in error)) return {}
  return typeof error.data === 'object' && error.data !== null ? error.data : {}
}
