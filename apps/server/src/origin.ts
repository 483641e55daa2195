import type { IncomingMessage } from 'node:http'
import type { Env } from '@chatterly/platform/env'
import type { RequestHandler } from 'express'
import { refuseRequest } from './refuse-request.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A page of another site may not act with our cookie. Whatever changes something says where it comes from: browsers
 * always do. Without a cookie there is nothing to misuse, so a missing origin is then allowed, a foreign one never.
 */
export const refuseForeignOrigins =
  (env: Pick<Env, 'PUBLIC_URL'>): RequestHandler =>
  (request, response, next) => {
    if (mayAct(request, env)) next()
    else refuseRequest(response, 'origin.refused')
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
  if (env.PUBLIC_URL) return origin === new URL(env.PUBLIC_URL).origin
  const url = new URL(origin)
  return url.origin === origin && url.host === host
}

/** Where the page stands that the request comes from, as far as it is ours. */
export const pageOriginOf = (request: IncomingMessage, env: Pick<Env, 'PUBLIC_URL'>): string | undefined =>
  env.PUBLIC_URL ?? (isOwnOrigin(request, env) ? request.headers.origin : undefined)

const isSilentOk = (request: IncomingMessage) =>
  request.headers.cookie === undefined || request.headers['sec-fetch-site'] === 'same-origin'
