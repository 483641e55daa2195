import type { Env } from '@chatterly/platform/env'
import type { Request, RequestHandler } from 'express'
import { mayAct } from '../origin.ts'
import { refusals } from '@chatterly/protocol/refusals'
import { answerProblem } from './answers.ts'

type Origins = Pick<Env, 'PUBLIC_URL' | 'FRONTEND_URL'>

/** Seconds for which a browser need not ask again. */
const PREFLIGHT_SECONDS = 600

/** What a page of another origin may send, and may read of an answer. */
const SENT = 'authorization, content-type, idempotency-key, if-none-match'
const READ = 'authorization, etag, link, retry-after, x-api-version, x-request-id'

/**
 * Pages of one other origin may ask, if there is one: with a token, never with a cookie, which stays the own pages'.
 * Every other page is refused as everywhere, and no browser is told that it may look.
 */
export const refuseOtherSites =
  (env: Origins): RequestHandler =>
  (request, response, next) => {
    const isFrontend = comesFromFrontend(request, env)
    response.vary('origin')
    if (isFrontend) {
      response.set('access-control-allow-origin', request.headers.origin)
      response.set('access-control-expose-headers', READ)
    }
    if (isFrontend && request.method === 'OPTIONS') {
      response.set('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      response.set('access-control-allow-headers', SENT)
      return void response.set('access-control-max-age', `${PREFLIGHT_SECONDS}`).status(204).end()
    }
    if (mayAct(request, env) || (isFrontend && request.headers.cookie === undefined)) return next()
    const { status, words } = refusals['origin.refused']
    answerProblem(response, status, { code: 'origin.refused', message: words })
  }

const comesFromFrontend = ({ headers }: Request, { FRONTEND_URL }: Origins) =>
  FRONTEND_URL !== undefined && headers.origin === new URL(FRONTEND_URL).origin
