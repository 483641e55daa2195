import type { CallRow } from '@chatterly/db/schema/calls'
import type { EnterCall } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { advanceCall } from './advance-call.ts'
import { actInCall, participantOf } from './change-call.ts'
import { findEnd } from './find-end.ts'
import { stand, standsLeft } from './stand.ts'

/**
 * Hangs up. Before anybody has answered that calls it off; of two people it ends the call; a group talks on. Who has
 * left already stays so, a device that another has replaced hangs nobody up, and of two who hang up at once both do.
 *
 * @throws call.not_found, call.over, call.not_in
 */
export async function leaveCall(ctx: Acting, seat: EnterCall): Promise<CallRow> {
  try {
    return await leaveOpenCall(ctx, seat)
  } catch (error) {
    const ended = await findEnd(ctx, seat)
    if (ended === undefined) throw error
    return ended
  }
}

const leaveOpenCall = (ctx: Acting, { callId, device }: EnterCall): Promise<CallRow> =>
  actInCall(ctx, callId, async (locked) => {
    const { userId } = ctx.actor
    const own = participantOf(locked, userId)
    if (own?.standing === 'left') return
    const isReplaced = device !== undefined && own?.device !== device
    if (own?.standing !== 'present' || isReplaced) throw new Refusal('call.not_in')
    await stand(locked, userId, standsLeft())
    await advanceCall(locked, 'leave', { actorId: userId, userId })
  })
