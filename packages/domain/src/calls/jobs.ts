import { defineJob, handleJob } from '@chatterly/platform/queue'
import { isOver } from '@chatterly/protocol/calls/machine'
import { CallId } from '@chatterly/protocol/ids'
import { z } from 'zod'
import type { World } from '../context.ts'
import { expireCall } from './expire-call.ts'
import { forgetOldReports } from './forget-old-reports.ts'
import { findCall } from './queries.ts'
import { shareRuns } from './share-runs.ts'
import { sweepOverdue } from './sweep-overdue.ts'

/** Carries out a deadline: nobody has answered. */
export const expireRinging = defineJob({ name: 'calls.expire-ringing', data: z.object({ callId: CallId }) })

/** Forgets reports of connections that are too old. */
export const forgetReports = defineJob({
  name: 'calls.forget-reports',
  data: z.object({}),
  repeatEveryMs: 3_600_000,
})

/** Milliseconds. Clocks of processes differ; a job that comes a little early would have to come again. */
export const MARGIN_MS = 20

/**
 * The job of one call wakes a sweep that takes everything which is due: calls that began together are missed together,
 * and the jobs of the others find it done.
 */
export function callJobHandlers(world: World) {
  const sweep = shareRuns(async () => {
    for (const callId of await sweepOverdue(world)) world.logger.info({ callId }, 'The call rings no more')
  })
  const expire = handleJob(expireRinging, async ({ callId }, logger) => {
    logger.info({ callId }, 'The deadline of a call has come')
    const call = await findCall(world.db, callId)
    if (call && !isOver(call.state)) await sweep()
    const expiry = await expireCall(world, callId)
    if (expiry.kind === 'early') {
      logger.info({ callId, ms: expiry.ms }, 'The call may ring a little longer')
      await world.queue.enqueue(expireRinging, { callId }, { delayMs: expiry.ms + MARGIN_MS })
    } else if (expiry.kind === 'expired') {
      logger.info({ callId }, 'The call rings no more, though a sweep had left it out')
    } else {
      logger.info({ callId }, 'There is nothing left to do')
    }
  })
  const forget = handleJob(forgetReports, async (_data, logger) => {
    logger.info({ forgotten: await forgetOldReports(world) }, 'Old reports of connections forgotten')
  })
  return [expire, forget]
}
