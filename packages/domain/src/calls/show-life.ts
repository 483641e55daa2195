import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { members } from '@chatterly/db/schema/conversations'
import type { Heartbeat, HeartbeatAnswer } from '@chatterly/protocol/calls/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { findEnd } from './find-end.ts'

/**
 * A device that is in a call says that it still is, and is told how the call stands. One that was replaced, or has
 * been silent for too long, hears that it is out; one whose call was ended meanwhile, that it is over.
 *
 * @throws call.not_in
 */
export async function showLife(ctx: Acting, { callId, device }: Heartbeat): Promise<HeartbeatAnswer> {
  const [heard] = await ctx.db
    .update(callParticipants)
    .set({ heardAt: sql`clock_timestamp()` })
    .from(calls)
    .innerJoin(
      members,
      and(
        eq(members.conversationId, calls.conversationId),
        eq(members.userId, ctx.actor.userId),
        isNull(members.leftSeq),
      ),
    )
    .where(
      and(
        eq(calls.id, callId),
        eq(callParticipants.callId, callId),
        eq(callParticipants.userId, ctx.actor.userId),
        eq(callParticipants.device, device),
        eq(callParticipants.standing, 'present'),
      ),
    )
    .returning({ state: calls.state, fence: calls.fence, now: callParticipants.heardAt })
  if (heard?.now) return { state: heard.state, fence: heard.fence, now: heard.now.toISOString() }
  const ended = await findEnd(ctx, { callId, device })
  if (ended === undefined) throw new Refusal('call.not_in')
  return { state: ended.state, fence: ended.fence, now: ctx.clock.now().toISOString() }
}
