import type { CallRow } from '@chatterly/db/schema/calls'
import type { EnterCall } from '@chatterly/protocol/calls/shapes'
import type { Acting } from '../context.ts'
import { actInCall } from './change-call.ts'
import { enterCall } from './enter-call.ts'

/**
 * Comes into a call that is going on, comes back to it, or goes on with it on this device.
 *
 * @throws call.not_found, call.over, call.full
 */
export const joinCall = (ctx: Acting, { callId, device }: EnterCall): Promise<CallRow> =>
  actInCall(ctx, callId, (locked) => enterCall(locked, ctx.actor.userId, device))
