import type { Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import { asRefusal } from '@chatterly/domain/trpc'
import type { Env } from '@chatterly/platform/env'
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express'
import { logBug } from '../log-bug.ts'
import { problemOfStatus } from '../problem-of-status.ts'
import { BODY_MAX_BYTES, contextOf } from '../trpc-over-http.ts'
import { answerProblem, answerRefusal, answerWith } from './answers.ts'
import { refuseOtherSites } from './frontend.ts'
import { API_VERSION } from './api-version.ts'
import { restPaths } from './paths.ts'
import { type OutputOf, typeOf } from './procedures.ts'
import { type Given, isObject, readInput } from './read-input.ts'
import type { Call, Method, RestPath } from './rest-path.ts'

type Options = { env: Pick<Env, 'PUBLIC_URL' | 'FRONTEND_URL'>; world: World }

/** Every path of the table, from the same procedures as everything else. Whatever happens, the answer is JSON. */
export function restOverHttp(options: Options): Router {
  const router = Router({ caseSensitive: true })
  router.use(sayVersion, refuseOtherSites(options.env))
  // A name that is written out stands before one that could be anything.
  const paths = [...new Set(restPaths.map(({ path }) => path))].toSorted(byParameters)
  for (const path of paths) {
    const own = restPaths.filter((restPath) => restPath.path === path)
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    for (const restPath of own) route[restPath.method](refuseOtherTypes, readJson, answer(options, restPath))
    route.all(refuseMethod(own.map(({ method }) => method)))
  }
  router.use((_request, response) =>
    answerProblem(response, 404, { code: 'not_found', message: 'There is nothing here.' }),
  )
  router.use(answerUnreadable)
  return router
}

const byParameters = (one: string, other: string) => one.split('{').length - other.split('{').length

const sayVersion: RequestHandler = (_request, response, next) => {
  response.set('x-api-version', API_VERSION)
  next()
}

const readJson = express.json({ limit: BODY_MAX_BYTES, type: 'application/json' })

const refuseOtherTypes: RequestHandler = (request, response, next) => {
  const isEmpty = request.headers['content-length'] === '0'
  // Null where there is no body.
  if (isEmpty || request.is('application/json') !== false) return next()
  answerProblem(response, 415, { code: 'unsupported_media_type', message: 'Send JSON, as application/json.' })
}

const refuseMethod =
  (methods: Method[]): RequestHandler =>
  (request, response) => {
    const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : method.toUpperCase()))
    response.set('allow', allowed.join(', '))
    answerProblem(response, 405, {
      code: 'method_not_allowed',
      message: `There is no ${request.method} here.`,
    })
  }

const answer =
  ({ env, world }: Options, restPath: RestPath): RequestHandler =>
  async (request, response) => {
    const { input, sentAs } = readInput(restPath, givenIn(request))
    let ctx: Context | undefined
    try {
      ctx = await contextOf({ env, world }, request, response)
      const asked = { call: callAs(ctx), callAs, input, ctx }
      const ask = restPath.reading?.ask ?? (({ call }) => call(restPath.procedure, input))
      answerWith(request, response, restPath, await ask(asked))
    } catch (cause) {
      const error = asRefusal(cause) ?? getTRPCErrorFromUnknown(cause)
      logBug(ctx?.logger ?? world.logger, { error, path: restPath.procedure, type: 'rest' })
      const { procedure: path } = restPath
      const shape = getTRPCErrorShape({
        config: appRouter._def._config,
        error,
        type: 'unknown',
        path,
        input,
        ctx,
      })
      answerRefusal(response, shape, sentAs)
    }
  }

function givenIn(request: Request): Given {
  const body: unknown = request.body
  const at = request.originalUrl.indexOf('?')
  return {
    params: request.params,
    query: new URLSearchParams(at === -1 ? '' : request.originalUrl.slice(at)),
    body: isObject(body) ? body : {},
    key: request.get('idempotency-key'),
  }
}

/** As a caller within the server would, with the context of the request. */
const callAs =
  (ctx: Context): Call =>
  async (path, input) => {
    const getRawInput = () => Promise.resolve(input)
    const call = {
      router: appRouter,
      type: typeOf(path),
      path,
      ctx,
      getRawInput,
      signal: undefined,
      batchIndex: 0,
    }
    // Typed by the router it belongs to, which is any here.
    return (await callTRPCProcedure(call)) as OutputOf<typeof path>
  }

/** What was wrong before a procedure could be asked: too long, not JSON, not text. Anything else is a bug. */
const answerUnreadable: ErrorRequestHandler = (error, _request, response, next) => {
  const status: unknown = Reflect.get(Object(error), 'status')
  if (typeof status !== 'number' || status < 400 || status >= 500) return next(error)
  answerProblem(response, status, { ...problemOfStatus(status), message: wordsFor(status) })
}

const wordsFor = (status: number) =>
  ({ 400: 'This is not JSON.', 413: 'This is too long.', 415: 'Send JSON in UTF-8, as application/json.' })[
    status
  ] ?? 'This cannot be read.'
