import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import type { SecurityHeaders } from './headers.ts'
import { problemOfStatus } from './problem-of-status.ts'
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts'

/** Methods that answer with what was asked, cookies included. */
const ECHOES = new Set(['TRACE', 'TRACK'])

/** Requests that HTTP itself rules out, and Node lets through. */
export const refuseNonsense =
  (headers: SecurityHeaders): RequestHandler =>
  (request, response, next) => {
    const status = statusOf(request)
    if (status === undefined) return next()
    response.setHeaders(headers)
    response.setHeader(REQUEST_ID_HEADER, requestIdOf(response))
    response.status(status).json({ error: problemOfStatus(status) })
  }

function statusOf(request: IncomingMessage): number | undefined {
  if (ECHOES.has(request.method ?? '')) return 405
  // RFC 9112, section 3.2. Which of two counts would be for each who reads them to choose.
  if (hostsOf(request.rawHeaders) > 1) return 400
  return isDecodable(request.url ?? '') ? undefined : 400
}

function hostsOf(rawHeaders: string[]): number {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  return hosts
}

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
