import { type CallParticipantRow, callParticipants, calls } from '@chatterly/db/schema/calls'
import { type CallAct, isOver, stateAfter } from '@chatterly/protocol/calls/machine'
import { isRung } from '@chatterly/protocol/calls/policy'
import type { CallStanding } from '@chatterly/protocol/calls/shapes'
import type { UserId } from '@chatterly/protocol/ids'
import type { RecordedEventType } from '@chatterly/protocol/realtime/events'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, sql } from 'drizzle-orm'
import type { LockedCall } from './change-call.ts'
import { leaveCard } from './leave-card.ts'
import { listParticipants } from './queries.ts'

const now = sql`clock_timestamp()`

const eventOf = {
  acknowledge: 'call.ringing',
  accept: 'call.accepted',
  join: 'call.joined',
  decline: 'call.declined',
  leave: 'call.left',
  end: 'call.ended',
  expire: 'call.missed',
} satisfies Record<CallAct, RecordedEventType>

/** Who acts, and whom it is about. Nobody acts where time does. */
type By = { actorId: UserId | null; userId: UserId | null }

/**
 * Moves the call on as the table says, now that its participants stand as the act left them, and records it. With the
 * last of its states everybody's part in it ends too, and the conversation keeps a card.
 *
 * @throws call.over
 */
export async function advanceCall(locked: LockedCall, act: CallAct, { actorId, userId }: By): Promise<void> {
  const { log, call } = locked
  const state = stateAfter(call.state, act, await readFacts(locked))
  if (state === undefined) throw new Refusal('call.over')
  const isAnswered = presentIn(locked.participants).length > 1
  const [changed] = await log.tx
    .update(calls)
    .set({
      state,
      fence: call.fence + 1,
      ...(isAnswered && call.answeredAt === null && { answeredAt: now }),
      ...(isOver(state) && { endedAt: now }),
    })
    .where(eq(calls.id, call.id))
    .returning()
  if (!changed) throw new Error('A call was not there any more to be changed')
  locked.call = changed
  const data = { callId: call.id, ...(userId && { userId }) }
  log.record({ type: eventOf[act], actorId, data })
  if (!isOver(state)) return
  if (act === 'leave') log.record({ type: 'call.ended', actorId, data: { callId: call.id } })
  await endParts(locked)
  await leaveCard(locked)
}

const presentIn = (participants: CallParticipantRow[]) =>
  participants.filter(({ standing }) => standing === 'present')

async function readFacts(locked: LockedCall) {
  await readParticipants(locked)
  return {
    isDirect: locked.log.conversation.kind === 'direct',
    present: presentIn(locked.participants).length,
    rung: locked.participants.filter(isRung).length,
  }
}

async function endParts(locked: LockedCall): Promise<void> {
  const stop = (from: CallStanding, set: { standing: CallStanding; leftAt?: typeof now }) =>
    locked.log.tx
      .update(callParticipants)
      .set(set)
      .where(and(eq(callParticipants.callId, locked.call.id), eq(callParticipants.standing, from)))
  await stop('present', { standing: 'left', leftAt: now })
  await stop('rung', { standing: 'missed' })
  await readParticipants(locked)
}

async function readParticipants(locked: LockedCall): Promise<void> {
  locked.participants = await listParticipants(locked.log.tx, locked.call.id)
}
