import type { SendSignal } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { findEnd, hasLeft } from './find-end.ts'

/**
 * Passes a signal from one device in a call to another's, and says itself from whom it is. For whoever is not in the
 * call it is as if there were none. What is under way when the call ends, or the other leaves, is dropped.
 *
 * @throws call.not_in, call.peer_gone
 */
export async function sendSignal(ctx: Acting, { callId, device, to, signal }: SendSignal): Promise<void> {
  const { userId } = ctx.actor
  const seats = await ctx.callSeats.findWith(callId, [userId, to])
  if (seats.get(userId) !== device) {
    if (await findEnd(ctx, { callId, device })) return
    throw new Refusal('call.not_in')
  }
  const other = to === userId ? undefined : seats.get(to)
  if (other === undefined) {
    if (await hasLeft(ctx, callId, to)) return
    throw new Refusal('call.peer_gone')
  }
  const from = { userId, device }
  ctx.hub.tellPerson(to, { type: 'call.signal', callId, from, to: { userId: to, device: other }, signal })
}
