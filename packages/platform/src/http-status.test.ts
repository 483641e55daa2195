import { expect, test } from 'vitest'
import { trpcCodeOf } from './http-status.ts'

test('gives the statuses of refusals the names tRPC has for them', () => {
  expect(([400, 401, 403, 404, 409, 412, 413, 422, 429, 503] as const).map(trpcCodeOf)).toEqual([
    'BAD_REQUEST',
    'UNAUTHORIZED',
    'FORBIDDEN',
    'NOT_FOUND',
    'CONFLICT',
    'PRECONDITION_FAILED',
    'PAYLOAD_TOO_LARGE',
    'UNPROCESSABLE_CONTENT',
    'TOO_MANY_REQUESTS',
    'SERVICE_UNAVAILABLE',
  ])
})
