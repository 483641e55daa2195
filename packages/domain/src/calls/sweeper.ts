import { sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import { repeat } from '../repeat.ts'
import { sweepOverdue } from './sweep-overdue.ts'
import { sweepSilent } from './sweep-silent.ts'

/** Milliseconds. How late a deadline may be of which Redis knows nothing. */
const CALL_OVERDUE_MS = 1000
/** Milliseconds. With the time a device may be silent it gives the time in which a deserted call ends. */
const CALL_SWEEP_MS = 5000
/** Milliseconds. Who could not sweep could not hear either: after a longer gap nobody is judged by their silence. */
const GAP_MS = 2 * CALL_SWEEP_MS

const WHAT = 'The calls'

/**
 * Looks after calls from PostgreSQL alone, so that they end also when Redis has forgotten them. What is overdue is
 * looked for at once: the process that should have done it may have been killed.
 */
export function startCallSweeper(world: World) {
  const { logger } = world
  const overdue = repeat({ everyMs: CALL_OVERDUE_MS, logger, what: WHAT }, async () => {
    for (const callId of await sweepOverdue(world))
      logger.info({ callId }, 'A deadline was carried out by the sweeper')
  })
  overdue.start()
  let lastSweptMs = Number.NEGATIVE_INFINITY
  const silent = repeat({ everyMs: CALL_SWEEP_MS, logger, what: WHAT }, async () => {
    const mayJudge = performance.now() - lastSweptMs <= GAP_MS
    // A query that must succeed also where nobody may be judged: it says that PostgreSQL is there.
    await world.db.execute(sql`select`)
    const left = mayJudge ? await sweepSilent(world) : []
    lastSweptMs = performance.now()
    for (const callId of left) logger.info({ callId }, 'Who was silent is out of the call')
  })
  return {
    stop: async (): Promise<void> => {
      await Promise.all([overdue.stop(), silent.stop()])
    },
  }
}
