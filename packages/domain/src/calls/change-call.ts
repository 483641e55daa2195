import type { CallParticipantRow, CallRow } from '@chatterly/db/schema/calls'
import { isOver } from '@chatterly/protocol/calls/machine'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { CallId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting, World } from '../context.ts'
import type { Membership } from '../conversations/access.ts'
import { changeConversation, type OpenLog } from '../log/change-conversation.ts'
import { accessCall } from './access.ts'
import { findCall, listParticipants } from './queries.ts'

/** A call whose conversation is locked: nobody else changes it until the transaction ends. */
export type LockedCall = {
  log: OpenLog
  /** As it is after what was done so far; so are the participants. */
  call: CallRow
  participants: CallParticipantRow[]
  /** Whom it rang for when it was locked. */
  rungBefore: readonly UserId[]
}

export type CallWorld = Pick<World, 'db' | 'hub' | 'callSeats'>

/**
 * Changes a call under the lock of its conversation, and once that is committed tells who must know at once.
 *
 * @throws call.not_found
 */
export async function changeCall(
  world: CallWorld,
  id: CallId,
  change: (locked: LockedCall) => Promise<void>,
): Promise<CallRow> {
  const known = await findCall(world.db, id)
  if (!known) throw new Refusal('call.not_found')
  const locked = await changeConversation(world, known.conversationId, async (log) => {
    const taken = await lockCall(log, id)
    await change(taken)
    return taken
  })
  tellChanged(world, locked)
  return locked.call
}

/**
 * The same for somebody who acts in a call that is not over.
 *
 * @throws call.not_found, call.over
 */
export const actInCall = (
  ctx: Acting,
  id: CallId,
  act: (locked: LockedCall, membership: Membership) => Promise<void>,
): Promise<CallRow> =>
  changeCall(ctx, id, async (locked) => {
    const { membership } = await accessCall({ db: locked.log.tx, actor: ctx.actor }, id)
    if (isOver(locked.call.state)) throw new Refusal('call.over')
    await act(locked, membership)
  })

/** @throws call.not_found */
export async function lockCall(log: OpenLog, id: CallId): Promise<LockedCall> {
  const call = await findCall(log.tx, id)
  if (!call) throw new Refusal('call.not_found')
  return toLocked(log, call, await listParticipants(log.tx, [id]))
}

export function toLocked(log: OpenLog, call: CallRow, participants: CallParticipantRow[]): LockedCall {
  const rungBefore = participants.filter(isRung).map(({ userId }) => userId)
  return { log, call, participants, rungBefore }
}

/** After the commit: who sits where is read again everywhere, and devices that ring for nothing hear of it at once. */
export function tellChanged(
  { hub, callSeats }: CallWorld,
  { call, participants, rungBefore }: LockedCall,
): void {
  callSeats.changed(call.id)
  const rungNow = new Set(participants.filter(isRung).map(({ userId }) => userId))
  for (const userId of rungBefore) {
    if (!rungNow.has(userId))
      hub.tellPerson(userId, { type: 'ring.silenced', callId: call.id, fence: call.fence })
  }
}

export const participantOf = ({ participants }: LockedCall, userId: UserId) =>
  participants.find((participant) => participant.userId === userId)
