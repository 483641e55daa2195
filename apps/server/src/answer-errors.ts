import type { World } from '@chatterly/domain/context'
import type { ErrorRequestHandler } from 'express'
import { problemOfStatus } from './problem-of-status.ts'
import { requestIdOf } from './request-id.ts'

/** What goes wrong before anything of ours is asked, such as a path that is no path. Never says where in the code. */
export const answerErrors =
  ({ logger }: Pick<World, 'logger'>): ErrorRequestHandler =>
  (error, _request, response, next) => {
    const status = statusOf(error)
    if (status === 500) logger.error({ err: error, requestId: requestIdOf(response) }, 'A request failed')
    if (response.headersSent) return next(error)
    response.status(status).json({ error: problemOfStatus(status) })
  }

function statusOf(error: unknown): number {
  const status: unknown = Reflect.get(Object(error), 'status')
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
