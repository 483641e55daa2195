import type { Context, World } from '@chatterly/domain/context'
import { appRouter } from '@chatterly/domain/router'
import { forRequest } from '@chatterly/platform/logger'
import { Refusal } from '@chatterly/protocol/refusals'
import type { TRPCError } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import type { RequestHandler } from 'express'
import { logBug } from './log-bug.ts'
import { requestIdOf } from './request-id.ts'

/** Bytes. Uploads go elsewhere. */
const BODY_MAX_BYTES = 1_000_000
/** Calls in one request. */
const BATCH_MAX = 20

export const trpcOverHttp = (world: World): RequestHandler =>
  createExpressMiddleware({
    router: appRouter,
    maxBodySize: BODY_MAX_BYTES,
    maxBatchSize: BATCH_MAX,
    async createContext({ req, res }): Promise<Context> {
      const setCookie = (cookie: string) => void res.append('set-cookie', cookie)
      const { actor, renewedCookie } = await world.sessions.identify(req.headers.cookie)
      if (renewedCookie) setCookie(renewedCookie)
      const logger = forRequest(world.logger, requestIdOf(res))
      return { ...world, logger, actor, address: req.ip ?? 'unknown', setCookie }
    },
    responseMeta: ({ errors }) => ({ headers: { 'cache-control': 'no-store', ...retryAfter(errors) } }),
    onError: ({ error, path, type, ctx }) => logBug(ctx?.logger ?? world.logger, { error, path, type }),
  })

function retryAfter(errors: TRPCError[]): Record<string, string> {
  const seconds = errors.flatMap(({ cause }) =>
    cause instanceof Refusal ? (cause.retryAfterSeconds ?? []) : [],
  )
  return seconds.length > 0 ? { 'retry-after': String(Math.max(...seconds)) } : {}
}
