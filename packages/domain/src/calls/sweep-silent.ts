import type { CallParticipantRow } from '@chatterly/db/schema/calls'
import { isOver } from '@chatterly/protocol/calls/machine'
import { CALL_DESERTED_SECONDS, CALL_SILENT_SECONDS } from '@chatterly/protocol/calls/shapes'
import type { CallId, UserId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import { advanceCall } from './advance-call.ts'
import { type CallWorld, changeCall, type LockedCall } from './change-call.ts'
import { stand, standsLeft } from './stand.ts'

/** Calls looked after in one sweep; the next one follows soon. */
const CALLS_PER_SWEEP = 500

/**
 * Ends calls in which nobody is left, and takes out of the others who is silent for long or no longer a member. Says
 * which calls it changed.
 */
export async function sweepSilent(world: CallWorld): Promise<CallId[]> {
  const { rows } = await world.db.execute<{ id: CallId }>(sql`
    select call.id from calls call
    where call.state in ('calling', 'ringing', 'active') and (
      not exists (${aliveIn(sql`call.id`, CALL_DESERTED_SECONDS)})
      or exists (
        select from call_participants participant
        where participant.call_id = call.id and participant.standing = 'present'
          and participant.user_id not in (${aliveIn(sql`call.id`, CALL_SILENT_SECONDS)})))
    limit ${CALLS_PER_SWEEP}`)
  const changed: CallId[] = []
  for (const { id } of rows) if (await removeSilent(world, id)) changed.push(id)
  return changed
}

/**
 * Who is in a call, was heard of lately, and still belongs to the conversation. Whoever came without a device cannot
 * be heard, and is given the longer time.
 */
const aliveIn = (callId: unknown, seconds: number) => sql`
  select heard.user_id from call_participants heard
  join calls heard_call on heard_call.id = heard.call_id
  join members on members.conversation_id = heard_call.conversation_id
    and members.user_id = heard.user_id and members.left_seq is null
  where heard.call_id = ${callId} and heard.standing = 'present'
    and heard.heard_at > clock_timestamp()
      - (case when heard.device is null then ${CALL_SILENT_SECONDS}::int else ${seconds}::int end) * interval '1 second'`

/** Looks again under the lock: somebody may have been heard, or have ended it, meanwhile. */
async function removeSilent(world: CallWorld, id: CallId): Promise<boolean> {
  let fence: number | undefined
  const call = await changeCall(world, id, async (locked) => {
    fence = locked.call.fence
    if (isOver(locked.call.state)) return
    const lately = await readAlive(locked, CALL_DESERTED_SECONDS)
    if (lately.size === 0) return advanceCall(locked, 'end', { actorId: null, userId: null })
    const alive = await readAlive(locked, CALL_SILENT_SECONDS)
    for (const { userId } of presentExcept(locked.participants, alive)) {
      if (isOver(locked.call.state)) return
      await stand(locked, userId, standsLeft())
      await advanceCall(locked, 'leave', { actorId: null, userId })
    }
  })
  return call.fence !== fence
}

async function readAlive({ log, call }: LockedCall, seconds: number): Promise<Set<UserId>> {
  const { rows } = await log.tx.execute<{ user_id: UserId }>(aliveIn(call.id, seconds))
  return new Set(rows.map((row) => row.user_id))
}

const presentExcept = (participants: CallParticipantRow[], alive: Set<UserId>) =>
  participants.filter(({ standing, userId }) => standing === 'present' && !alive.has(userId))
