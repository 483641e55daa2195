import { dropExpiredEvents, makePartitions } from '@chatterly/db/partitions'
import { idempotencyKeys } from '@chatterly/db/schema/log'
import { defineJob, handleJob } from '@chatterly/platform/queue'
import { lt } from 'drizzle-orm'
import { z } from 'zod'
import type { World } from '../context.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Makes the months to come and drops the months that are too old. */
export const turnMonths = defineJob({ name: 'log.turn-months', data: z.object({}), repeatEveryMs: HOUR_MS })

/** Forgets client keys that no client retries any more. */
export const forgetKeys = defineJob({ name: 'log.forget-keys', data: z.object({}), repeatEveryMs: HOUR_MS })

export const logJobHandlers = ({ db, clock }: World, keep: { eventLogDays: number; keyDays: number }) => [
  handleJob(turnMonths, async (_data, logger) => {
    const now = clock.now()
    const made = await makePartitions(db, now)
    const dropped = await dropExpiredEvents(db, { now, keepDays: keep.eventLogDays })
    logger.info({ made, dropped }, 'Months turned')
  }),
  handleJob(forgetKeys, async (_data, logger) => {
    const oldestKept = new Date(clock.now().getTime() - keep.keyDays * DAY_MS)
    const { rowCount } = await db.delete(idempotencyKeys).where(lt(idempotencyKeys.at, oldestKept))
    logger.info({ forgotten: rowCount }, 'Old client keys forgotten')
  }),
]
