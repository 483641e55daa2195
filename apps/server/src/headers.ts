import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Env } from '@chatterly/platform/env'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** The security headers by name. */
export type SecurityHeaders = Map<string, string>

/** What the page may use of the machine: what calls need, and nothing else. */
const PERMISSIONS =
  'camera=(self), microphone=(self), display-capture=(self), autoplay=(self), picture-in-picture=(self), geolocation=(), payment=(), usb=()'

/** On every answer. The page runs only what this server serves: no inline script, no evaluation, no frame. */
export function securityHeadersOf(env: Pick<Env, 'PUBLIC_URL'>): SecurityHeaders {
  const set = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: env.PUBLIC_URL?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
  // None of them depends on the request, so they are worked out once, on an answer that nobody gets.
  const request = new IncomingMessage(new Socket())
  const sample = new ServerResponse(request)
  set(request, sample, () => undefined)
  sample.setHeader('permissions-policy', PERMISSIONS)
  return new Map(sample.getHeaderNames().map((name) => [name, String(sample.getHeader(name))]))
}

/** For answers written by hand, which carry no page: nothing may be made of them. */
export const PLAIN_HEADERS: readonly string[] = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
  'Cross-Origin-Resource-Policy: same-origin',
  'Cache-Control: no-store',
]

export const setHeaders =
  (headers: SecurityHeaders): RequestHandler =>
  (_request, response, next) => {
    response.setHeaders(headers)
    next()
  }
