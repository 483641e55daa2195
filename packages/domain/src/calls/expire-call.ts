import { isOver } from '@chatterly/protocol/calls/machine'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { CallId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import { type CallWorld, changeCall, type LockedCall } from './change-call.ts'
import { stopRinging } from './expire-together.ts'
import { findCall } from './queries.ts'

/** `decided`: somebody, or another who carries out deadlines, was first. */
export type Expiry = { kind: 'expired' | 'decided' } | { kind: 'early'; ms: number }

/**
 * Stops the ringing of a call whose deadline has passed, and makes it missed where nobody has answered. Whoever comes
 * to do it looks first whether there is anything left to do, so however many come, it is done once.
 *
 * @throws call.not_found
 */
export async function expireCall(world: CallWorld, id: CallId): Promise<Expiry> {
  const known = await findCall(world.db, id)
  // What is over stays so: most who come late need no lock to see it.
  if (known && isOver(known.state)) return { kind: 'decided' }
  const outcome: { expiry: Expiry } = { expiry: { kind: 'decided' } }
  await changeCall(world, id, async (locked) => {
    outcome.expiry = await expireLocked(locked)
  })
  return outcome.expiry
}

async function expireLocked(locked: LockedCall): Promise<Expiry> {
  if (isOver(locked.call.state) || !locked.participants.some(isRung)) return { kind: 'decided' }
  const ms = await readRemainingMs(locked)
  if (ms > 0) return { kind: 'early', ms }
  await stopRinging(locked.log.tx, [locked])
  return { kind: 'expired' }
}

/** By the clock that set the deadline. */
async function readRemainingMs({ log, call }: LockedCall): Promise<number> {
  const { rows } = await log.tx.execute<{ ms: string }>(
    sql`select ceil(extract(epoch from ${call.ringingUntil?.toISOString() ?? null}::timestamptz - clock_timestamp()) * 1000) as ms`,
  )
  return Number(rows[0]?.ms ?? 0)
}
