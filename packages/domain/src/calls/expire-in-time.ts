import type { CallRow } from '@chatterly/db/schema/calls'
import type { World } from '../context.ts'
import { expireRinging, MARGIN_MS } from './jobs.ts'

/**
 * Has the deadline carried out in time. Not waited for, and its failure hurts nobody: the deadline is in PostgreSQL,
 * and the sweeper finds it there.
 */
export function expireInTime(
  { queue, logger }: World,
  { id: callId, startedAt, ringingUntil }: Pick<CallRow, 'id' | 'startedAt' | 'ringingUntil'>,
): void {
  if (ringingUntil === null) return
  const delayMs = ringingUntil.getTime() - startedAt.getTime() + MARGIN_MS
  queue
    .enqueue(expireRinging, { callId }, { delayMs })
    .catch((error: unknown) =>
      logger.warn({ err: error, callId }, 'The deadline of a call is left to the sweeper'),
    )
}
