import { STATUS_CODES } from 'node:http'
import type { ResponseObject } from './openapi.ts'
import type { Problem } from './problems.ts'

export const VERSION = {
  'X-Api-Version': { description: 'The version of this interface.', schema: { type: 'string' } },
}
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } }
const WAITS = new Set([429, 503])

/** Statuses that mean the same wherever they stand, and the codes they come with then. */
const common: Record<number, string> = {
  400: 'bad_request',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate.limited',
  500: 'internal_server_error',
  503: 'service.unavailable',
}

/** One answer for each status, with an example for each code. */
export function refusalResponses(problems: Problem[]): Record<string, ResponseObject | { $ref: string }> {
  return Object.fromEntries(
    [...byStatus(problems)].map(([status, all]) => {
      const isCommon = all.length === 1 && all[0]?.code === common[status]
      return [
        status,
        isCommon ? { $ref: `#/components/responses/${nameOf(status)}` } : responseOf(status, all),
      ]
    }),
  )
}

/** What all the problems there are have in common: examples by code, and answers by status. */
export function refusalComponents(problems: Problem[]) {
  const shared = problems.filter(({ status, code }) => common[status] === code)
  return {
    examples: Object.fromEntries(
      problems.map((problem) => [problem.code, { value: exampleProblem(problem) }]),
    ),
    responses: Object.fromEntries(
      [...byStatus(shared)].map(([status, all]) => [nameOf(status), responseOf(status, all)]),
    ),
  }
}

const nameOf = (status: number) => (STATUS_CODES[status] ?? '').replaceAll(' ', '')

function byStatus(problems: Problem[]): Map<number, Problem[]> {
  const found = new Map<number, Problem[]>()
  for (const problem of problems) found.set(problem.status, [...(found.get(problem.status) ?? []), problem])
  return found
}

const responseOf = (status: number, all: Problem[]): ResponseObject => ({
  description: `${STATUS_CODES[status] ?? ''}: ${all.map(({ code }) => `\`${code}\``).join(', ')}.`,
  headers: { ...VERSION, ...(WAITS.has(status) && RETRY_AFTER) },
  content: {
    'application/json': {
      schema: { $ref: `#/components/schemas/${status === 422 ? 'InvalidInput' : 'Problem'}` },
      examples: Object.fromEntries(all.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
})

const exampleProblem = ({ status, code, message }: Problem) => ({
  error: { code, message },
  ...(status === 422 && { errors: [code === 'invalid_input' ? LIMIT : { path: '', message }] }),
})

const LIMIT = { path: 'limit', message: 'Too big: expected number to be <=100' }
