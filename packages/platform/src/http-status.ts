// The codes are those of @trpc/server 11 (its TRPC_ERROR_CODES_BY_KEY); this package does not depend on it.
const TRPC_CODES = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  402: 'PAYMENT_REQUIRED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  428: 'PRECONDITION_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
  499: 'CLIENT_CLOSED_REQUEST',
  500: 'INTERNAL_SERVER_ERROR',
  501: 'NOT_IMPLEMENTED',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'GATEWAY_TIMEOUT',
} as const

/** The HTTP statuses that have a tRPC code of their own. */
export type ErrorStatus = keyof typeof TRPC_CODES

/** The name tRPC gives to an HTTP status. */
export const trpcCodeOf = <Status extends ErrorStatus>(status: Status): (typeof TRPC_CODES)[Status] =>
  TRPC_CODES[status]
