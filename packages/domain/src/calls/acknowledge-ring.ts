import type { CallRow } from '@chatterly/db/schema/calls'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { OneCall } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { advanceCall } from './advance-call.ts'
import { actInCall, participantOf } from './change-call.ts'

/**
 * A device of somebody called rings, so who calls knows that it arrives. The first to say so is told; the others
 * change nothing.
 *
 * @throws call.not_found, call.over, call.not_ringing
 */
export const acknowledgeRing = (ctx: Acting, { callId }: OneCall): Promise<CallRow> =>
  actInCall(ctx, callId, async (locked) => {
    const { userId } = ctx.actor
    if (!isRung(participantOf(locked, userId))) throw new Refusal('call.not_ringing')
    if (locked.call.state === 'calling') await advanceCall(locked, 'acknowledge', { actorId: userId, userId })
  })
