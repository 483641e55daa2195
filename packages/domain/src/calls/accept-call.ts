import type { CallRow } from '@chatterly/db/schema/calls'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { EnterCall } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { actInCall, participantOf } from './change-call.ts'
import { enterCall } from './enter-call.ts'

/**
 * Answers a call that rings for one. Of two devices that answer at once the first is in the call; a repetition by the
 * same device is answered with the call.
 *
 * @throws call.not_found, call.over, call.not_ringing, call.answered_elsewhere, call.full
 */
export const acceptCall = (ctx: Acting, { callId, device }: EnterCall): Promise<CallRow> =>
  actInCall(ctx, callId, async (locked) => {
    const { userId } = ctx.actor
    const own = participantOf(locked, userId)
    if (own?.standing === 'present' && locked.call.startedBy !== userId) {
      if (own.device !== (device ?? null)) throw new Refusal('call.answered_elsewhere')
      return
    }
    if (!isRung(own)) throw new Refusal('call.not_ringing')
    await enterCall(locked, userId, device)
  })
