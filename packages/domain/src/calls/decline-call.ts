import type { CallRow } from '@chatterly/db/schema/calls'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { OneCall } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { advanceCall } from './advance-call.ts'
import { actInCall, participantOf } from './change-call.ts'
import { stand } from './stand.ts'

/**
 * Says no to a call that rings for one; it stops ringing on all their devices. Once declined it stays declined.
 *
 * @throws call.not_found, call.over, call.not_ringing
 */
export const declineCall = (ctx: Acting, { callId }: OneCall): Promise<CallRow> =>
  actInCall(ctx, callId, async (locked) => {
    const { userId } = ctx.actor
    const own = participantOf(locked, userId)
    if (own?.standing === 'declined') return
    if (!isRung(own)) throw new Refusal('call.not_ringing')
    await stand(locked, userId, { standing: 'declined' })
    await advanceCall(locked, 'decline', { actorId: userId, userId })
  })
