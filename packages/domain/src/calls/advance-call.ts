import type { Transaction } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { type CallParticipantRow, callParticipants, calls } from '@chatterly/db/schema/calls'
import { type CallAct, type CallState, isOver, stateAfter } from '@chatterly/protocol/calls/machine'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { CallStanding } from '@chatterly/protocol/calls/shapes'
import type { UserId } from '@chatterly/protocol/ids'
import type { RecordedEventType } from '@chatterly/protocol/realtime/events'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, sql } from 'drizzle-orm'
import type { LockedCall } from './change-call.ts'
import { leaveCards } from './leave-cards.ts'
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
export const advanceCall = (locked: LockedCall, act: CallAct, by: By): Promise<void> =>
  advanceTogether(locked.log.tx, [locked], act, by)

/**
 * The same for many, locked in one transaction, with as many statements as for one.
 *
 * @throws call.over
 */
export async function advanceTogether(
  tx: Transaction,
  all: LockedCall[],
  act: CallAct,
  { actorId, userId }: By,
): Promise<void> {
  await readParticipants(tx, all)
  const states = all.map((locked) => ({ locked, state: stateOf(locked, act) }))
  for (const state of new Set(states.map((next) => next.state))) {
    const those = states.filter((next) => next.state === state)
    await enterState(
      tx,
      those.map(({ locked }) => locked),
      state,
    )
  }
  for (const { log, call } of all)
    log.record({ type: eventOf[act], actorId, data: { callId: call.id, ...(userId && { userId }) } })
  const over = all.filter(({ call }) => isOver(call.state))
  if (over.length === 0) return
  if (act === 'leave')
    for (const { log, call } of over) log.record({ type: 'call.ended', actorId, data: { callId: call.id } })
  await endParts(tx, over)
  await leaveCards(tx, over)
}

const presentIn = (participants: CallParticipantRow[]) =>
  participants.filter(({ standing }) => standing === 'present')

/** @throws call.over */
function stateOf({ log, call, participants }: LockedCall, act: CallAct): CallState {
  const state = stateAfter(call.state, act, {
    isDirect: log.conversation.kind === 'direct',
    present: presentIn(participants).length,
    rung: participants.filter(isRung).length,
  })
  if (state === undefined) throw new Refusal('call.over')
  return state
}

async function enterState(tx: Transaction, all: LockedCall[], state: CallState): Promise<void> {
  const answered = all.filter(({ participants }) => presentIn(participants).length > 1)
  const rows = await tx
    .update(calls)
    .set({
      state,
      fence: sql`${calls.fence} + 1`,
      answeredAt: sql`coalesce(${calls.answeredAt}, case when ${isOneOf(calls.id, idsOf(answered))} then ${now} end)`,
      ...(isOver(state) && { endedAt: now }),
    })
    .where(isOneOf(calls.id, idsOf(all)))
    .returning()
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const locked of all) {
    const changed = byId.get(locked.call.id)
    if (!changed) throw new Error('A call was not there any more to be changed')
    locked.call = changed
  }
}

async function endParts(tx: Transaction, over: LockedCall[]): Promise<void> {
  const stop = (from: CallStanding, set: { standing: CallStanding; leftAt?: typeof now }) =>
    tx
      .update(callParticipants)
      .set(set)
      .where(and(isOneOf(callParticipants.callId, idsOf(over)), eq(callParticipants.standing, from)))
  await stop('present', { standing: 'left', leftAt: now })
  await stop('rung', { standing: 'missed' })
  await readParticipants(tx, over)
}

async function readParticipants(tx: Transaction, all: LockedCall[]): Promise<void> {
  const rows = await listParticipants(tx, idsOf(all))
  for (const locked of all) locked.participants = rows.filter(({ callId }) => callId === locked.call.id)
}

const idsOf = (all: LockedCall[]) => all.map(({ call }) => call.id)
