import { type RefusalCode, refusals } from '@chatterly/protocol/refusals'
import { accessOf, inputShapeOf, type ProcedurePath } from '../procedures.ts'
import type { RestPath } from '../rest-path.ts'
import type { JsonSchema } from './json-schema.ts'

export const problemSchemas: Record<string, JsonSchema> = {
  Problem: {
    type: 'object',
    description: 'An answer that refuses. The code is stable; the words are for people, and may change.',
    properties: {
      error: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' } },
        required: ['code', 'message'],
      },
    },
    required: ['error'],
  },
  InvalidInput: {
    type: 'object',
    description: 'What is wrong with each field, by the name it was sent with. An empty path is the whole.',
    properties: {
      error: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' } },
        required: ['code', 'message'],
      },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: { path: { type: 'string' }, message: { type: 'string' } },
          required: ['path', 'message'],
        },
      },
    },
    required: ['error', 'errors'],
  },
}

export type Problem = { status: number; code: string; message: string }

const INVALID = { status: 422, code: 'invalid_input', message: 'Some of what was sent is not valid.' }
const NO_REQUEST = { status: 400, code: 'bad_request', message: 'This is not JSON.' }
const UNREADABLE = [
  NO_REQUEST,
  { status: 413, code: 'payload_too_large', message: 'This is too long.' },
  { status: 415, code: 'unsupported_media_type', message: 'Send JSON, as application/json.' },
]
const BUG = {
  status: 500,
  code: 'internal_server_error',
  message: 'Something went wrong on our side. It was logged.',
}

/** Everything a path may refuse with: what its procedures throw, and what stands before any of them. */
export function problemsOf(restPath: RestPath, thrownBy: (path: ProcedurePath) => RefusalCode[]): Problem[] {
  const procedures = [restPath.procedure, ...(restPath.reading?.calls ?? [])]
  const codes = new Set<RefusalCode>([
    ...procedures.flatMap(thrownBy),
    ...procedures.flatMap(refusedByAccess),
    ...(restPath.procedure === 'users.update' && restPath.reading ? (['user.forbidden'] as const) : []),
    ...(takesCursor(restPath) ? (['page.unknown_cursor'] as const) : []),
    ...(restPath.method === 'get' ? [] : (['origin.refused'] as const)),
    'network.blocked',
    'rate.limited',
    'service.unavailable',
  ])
  const takesInput = inputShapeOf(restPath.procedure) !== undefined
  return [
    ...[...codes]
      .sort()
      .map((code) => ({ status: refusals[code].status, code, message: refusals[code].words })),
    ...(takesInput ? [INVALID] : []),
    ...unreadable(restPath),
    BUG,
  ]
}

/** A body is read wherever there may be one, whether or not it is needed; a parameter may be no text. */
function unreadable({ method, path }: RestPath): Problem[] {
  if (method !== 'get') return UNREADABLE
  return path.includes('{') ? [NO_REQUEST] : []
}

function refusedByAccess(path: ProcedurePath): RefusalCode[] {
  const access = accessOf(path)
  if (access === 'anyone') return ['auth.token_forbidden']
  if (access === 'administrator') return ['auth.signed_out', 'auth.token_forbidden', 'administrator.required']
  return ['auth.signed_out', 'auth.token_forbidden']
}

function takesCursor({ procedure, reading }: RestPath): boolean {
  const takes = [inputShapeOf(procedure), reading?.takes]
  return takes.some((shape) => shape !== undefined && 'cursor' in Object(Reflect.get(shape, 'shape')))
}
