import type { IncomingMessage } from 'node:http'
import type { Env } from '@chatterly/platform/env'
import { Refusal } from '@chatterly/protocol/refusals'
import type { RequestHandler } from 'express'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page of another site may not act with our cookie. Whatever changes something says where it comes from: browsers
 * always do. Without a cookie there is nothing to misuse, so a missing origin is then allowed, a foreign one never.
 */
export const refuseForeignOrigins =
  (env: Pick<Env, 'PUBLIC_URL'>): RequestHandler =>
  (request, response, next) => {
    if (mayAct(request, env)) return next()
    const refusal = new Refusal('origin.refused')
    response
      .status(refusal.status)
      .json({ error: { message: refusal.message, data: { refusal: refusal.code } } })
  }

/** Whether the request changes nothing, or comes from where it may. */
export function mayAct(request: IncomingMessage, env: Pick<Env, 'PUBLIC_URL'>): boolean {
  if (READING.has(request.method ?? '')) return true
  return request.headers.origin === undefined ? isSilentOk(request) : isOwnOrigin(request, env)
}

/**
 * A socket may do whatever a request may, so a page of another site may not open one with our cookie. Programs send no
 * origin; with a cookie that is refused, since every browser names it.
 */
export const mayOpenSocket = (request: IncomingMessage, env: Pick<Env, 'PUBLIC_URL'>): boolean =>
  request.headers.origin === undefined ? request.headers.cookie === undefined : isOwnOrigin(request, env)

/** The origin is exactly this server's own: the public one, or else the host the request was sent to. */
function isOwnOrigin(request: IncomingMessage, env: Pick<Env, 'PUBLIC_URL'>): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || !URL.canParse(origin)) return false
  return env.PUBLIC_URL ? origin === new URL(env.PUBLIC_URL).origin : new URL(origin).host === host
}

const isSilentOk = (request: IncomingMessage) =>
  request.headers.cookie === undefined || request.headers['sec-fetch-site'] === 'same-origin'
