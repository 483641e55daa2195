import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { World } from '@chatterly/domain/context'
import type { Env } from '@chatterly/platform/env'
import express, { type Express, type RequestHandler } from 'express'
import { answerErrors } from './answer-errors.ts'
import { securityHeadersOf, setHeaders } from './headers.ts'
import { refuseForeignOrigins } from './origin.ts'
import { providerPages } from './provider-pages.ts'
import type { Readiness } from './readiness.ts'
import { refuseNetworks } from './refuse-networks.ts'
import { refuseNonsense } from './refuse-nonsense.ts'
import { nameRequest } from './request-id.ts'
import { docsPages } from './rest/docs-pages.ts'
import { restOverHttp } from './rest/rest-over-http.ts'
import { trpcOverHttp } from './trpc-over-http.ts'

/** The built SPA, seen from `src` and from the bundle in `dist`. */
const WEB = fileURLToPath(new URL('../../web/dist', import.meta.url))

export function createApp({
  env,
  world,
  readiness,
}: {
  env: Env
  world: World
  readiness: Readiness
}): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.TRUST_PROXY)
  const takesHttp = env.SERVER_ROLES.includes('http')
  const headers = securityHeadersOf(env)
  const trpc = trpcOverHttp({ env, world, headers })
  app.use(refuseNetworks(world, headers), refuseNonsense(headers))
  // Before everything else that answers: it writes all headers at once, and what it does not know goes on.
  if (takesHttp) app.use('/trpc', trpc.ordinary)
  app.use(nameRequest, setHeaders(headers))

  app.get('/livez', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', async (_request, response) => {
    const health = await readiness.check()
    response.status(health.ok ? 200 : 503).json(health)
  })

  if (!takesHttp) return app.use(askForSocket, answerErrors(world))

  // Before anything that reads bodies: a parser in front breaks the form and binary bodies of tRPC.
  app.use('/trpc', refuseForeignOrigins(env), trpc.rest)
  app.use(providerPages({ env, world }))

  app.use('/api/v1', restOverHttp({ env, world }))
  app.use('/api', answerNothing)
  app.use(docsPages())

  if (existsSync(WEB)) serveWeb(app)
  app.use(answerNothing)
  app.use(answerErrors(world))
  return app
}

const answerNothing: RequestHandler = (_request, response) =>
  void response.status(404).json({ error: { message: 'There is nothing here.' } })

/** For a process without the role `http`, on whatever path but health. */
const askForSocket: RequestHandler = (_request, response) =>
  void response
    .status(426)
    .set({ connection: 'Upgrade', upgrade: 'websocket' })
    .json({ error: { message: 'This server takes WebSockets only: its SERVER_ROLES leave out http.' } })

function serveWeb(app: Express): void {
  app.use('/assets', express.static(`${WEB}/assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(WEB, { index: false, maxAge: '1h' }))
  app.get('/{*page}', (request, response, next) => {
    if (!request.accepts('html')) return next()
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: WEB })
  })
}
