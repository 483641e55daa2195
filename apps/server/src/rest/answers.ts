import { createHash } from 'node:crypto'
import { jsonOf } from '@chatterly/domain/encoded-answer'
import type { Request, Response } from 'express'
import { pageLinks } from './page-links.ts'
import type { Cache, RestPath } from './rest-path.ts'

/** Seconds for which a list of conversations may be shown again without asking. */
const SHORT_CACHE_SECONDS = 5

const CACHE_CONTROL = {
  tagged: 'private, no-cache',
  short: `private, max-age=${SHORT_CACHE_SECONDS}`,
} satisfies Record<Cache, string>

/** The very bytes that any other way answers with, and what HTTP says beside them. */
export function answerWith(request: Request, response: Response, restPath: RestPath, answer: unknown): void {
  const body = jsonOf(answer) ?? Buffer.from(JSON.stringify(answer))
  response.set('cache-control', restPath.cache ? CACHE_CONTROL[restPath.cache] : 'no-store')
  if (restPath.cache) response.vary('authorization').vary('cookie')
  const link = pageLinks(answer, request.originalUrl)
  if (link) response.set('link', link)
  if (restPath.givesToken) sayToken(response, answer)
  if (restPath.cache === 'tagged') {
    const tag = tagOf(body)
    response.set('etag', tag)
    if (isKnown(tag, request)) return void response.status(304).end()
  }
  response.status(restPath.status ?? 200).set('content-length', String(body.length))
  response.type('application/json').end(body)
}

const tagOf = (body: Buffer) =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, TAG_LENGTH)}"`

/** Characters: 132 bits. */
const TAG_LENGTH = 22

/** RFC 9110, section 13.1.2. Whatever else a client says of its cache, it has this answer. */
const isKnown = (tag: string, { headers }: Request) =>
  (headers['if-none-match'] ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag)

function sayToken(response: Response, answer: unknown): void {
  const token: unknown = Reflect.get(Object(answer), 'accessToken')
  if (typeof token === 'string') response.set('authorization', `Bearer ${token}`)
}

export type Problem = { code: string; message: string }

/** An answer that refuses. It has no page, whoever asks. */
export function answerProblem(response: Response, status: number, error: Problem, more: object = {}): void {
  response
    .set('cache-control', 'no-store')
    .status(status)
    .json({ error, ...more })
}

type ErrorData = {
  httpStatus: number
  code: string
  refusal?: string | undefined
  retryAfterSeconds?: number | undefined
  fields?: Record<string, string> | undefined
}

/** What a procedure refused, as this way says it. */
export function answerRefusal(
  response: Response,
  { message, data }: { message: string; data: ErrorData },
  sentAs: ReadonlyMap<string, string>,
): void {
  const { refusal, retryAfterSeconds, fields, httpStatus } = data
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds))
  if (fields) {
    const errors = Object.entries(fields).map(([path, words]) => ({
      path: asSent(path, sentAs),
      message: words,
    }))
    return answerProblem(response, 422, { code: 'invalid_input', message }, { errors })
  }
  const error = { code: refusal ?? data.code.toLowerCase(), message }
  answerProblem(response, httpStatus, error, httpStatus === 422 ? { errors: [{ path: '', message }] } : {})
}

const asSent = (path: string, sentAs: ReadonlyMap<string, string>) =>
  path.replace(/^[^.[]+/, (name) => sentAs.get(name) ?? name)
