import type { CallRow } from '@chatterly/db/schema/calls'
import { canEndCall } from '@chatterly/protocol/calls/policy'
import type { OneCall } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { advanceCall } from './advance-call.ts'
import { actInCall } from './change-call.ts'

/**
 * Ends the call for everybody.
 *
 * @throws call.not_found, call.over, call.end_forbidden
 */
export const endCall = (ctx: Acting, { callId }: OneCall): Promise<CallRow> =>
  actInCall(ctx, callId, async (locked, { conversation, member }) => {
    if (!canEndCall(conversation, member, locked.call)) throw new Refusal('call.end_forbidden')
    await advanceCall(locked, 'end', { actorId: ctx.actor.userId, userId: null })
  })
