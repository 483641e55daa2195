import type { Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import type { Env } from '@chatterly/platform/env'
import { forRequest } from '@chatterly/platform/logger'
import { plainAddress } from '@chatterly/platform/network-address'
import { Refusal } from '@chatterly/protocol/refusals'
import type { TRPCError } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import type { Request, RequestHandler, Response } from 'express'
import { identifyRequest } from './credentials.ts'
import type { SecurityHeaders } from './headers.ts'
import { logBug } from './log-bug.ts'
import { mayAct, pageOriginOf } from './origin.ts'
import { answerPlainCalls, type FailedCall } from './plain-calls.ts'
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts'

/** Bytes. Uploads go elsewhere. */
export const BODY_MAX_BYTES = 1_000_000
/** Calls in one request. */
const BATCH_MAX = 20

type Options = { env: Pick<Env, 'PUBLIC_URL'>; world: World; headers: SecurityHeaders }

/** Two adapters that answer alike: one for ordinary requests, and the library's own for all there is. */
export function trpcOverHttp({ env, world, headers }: Options): {
  ordinary: RequestHandler
  rest: RequestHandler
} {
  const options = {
    router: appRouter,
    maxBodySize: BODY_MAX_BYTES,
    maxBatchSize: BATCH_MAX,
    createContext: ({ req, res }: { req: Request; res: Response }) => contextOf({ env, world }, req, res),
    onError: ({ error, path, type, ctx }: FailedCall) =>
      logBug(ctx?.logger ?? world.logger, { error, path, type }),
  }
  const fixed = [...headers].flat()
  return {
    ordinary: answerPlainCalls({
      ...options,
      admits: (request) => mayAct(request, env),
      headersOf: (response, errors) => [
        ...fixed,
        REQUEST_ID_HEADER,
        requestIdOf(response),
        ...Object.entries(answerHeaders(errors)).flat(),
      ],
    }),
    rest: createExpressMiddleware({
      ...options,
      responseMeta: ({ errors }) => ({ headers: answerHeaders(errors) }),
    }),
  }
}

/** Who asks, over HTTP, with a hand for the cookies of the answer. */
export async function contextOf(
  { env, world }: Pick<Options, 'env' | 'world'>,
  request: Request,
  response: Response,
): Promise<Context> {
  const setCookie = (cookie: string) => void response.append('set-cookie', cookie)
  const { actor, renewedCookie } = await identifyRequest(world.sessions, request.headers)
  if (renewedCookie) setCookie(renewedCookie)
  return {
    ...world,
    /** Made when it is asked for: few requests log. */
    get logger() {
      return forRequest(world.logger, requestIdOf(response))
    },
    actor,
    address: plainAddress(request.ip),
    userAgent: request.headers['user-agent'],
    cookieHeader: request.headers.cookie,
    origin: pageOriginOf(request, env),
    setCookie,
  }
}

const answerHeaders = (errors: TRPCError[]) => ({ 'cache-control': 'no-store', ...retryAfter(errors) })

function retryAfter(errors: TRPCError[]): Record<string, string> {
  const seconds = errors.flatMap(({ cause }) =>
    cause instanceof Refusal ? (cause.retryAfterSeconds ?? []) : [],
  )
  return seconds.length > 0 ? { 'retry-after': String(Math.max(...seconds)) } : {}
}
