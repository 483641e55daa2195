import { callParticipants, calls, type CallRow } from '@chatterly/db/schema/calls'
import { members } from '@chatterly/db/schema/conversations'
import type { EnterCall } from '@chatterly/protocol/calls/shapes'
import type { CallId, UserId } from '@chatterly/protocol/ids'
import { and, eq, getTableColumns, gte, isNull } from 'drizzle-orm'
import type { Acting } from '../context.ts'

/**
 * The call as it ended, for a device that was in it until then. Somebody else may end a call while that device says
 * something: what it says comes late, and is nobody's fault.
 */
export async function findEnd(ctx: Acting, { callId, device }: EnterCall): Promise<CallRow | undefined> {
  if (device === undefined) return undefined
  const [ended] = await ctx.db
    .select(getTableColumns(calls))
    .from(calls)
    .innerJoin(callParticipants, eq(callParticipants.callId, calls.id))
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
        eq(callParticipants.userId, ctx.actor.userId),
        eq(callParticipants.device, device),
        // Who had left, or was out, before the end was not in it.
        gte(callParticipants.leftAt, calls.endedAt),
      ),
    )
  return ended
}

/** In the call once, and not any more. */
export async function hasLeft(ctx: Acting, callId: CallId, userId: UserId): Promise<boolean> {
  const rows = await ctx.db
    .select({ userId: callParticipants.userId })
    .from(callParticipants)
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.userId, userId),
        eq(callParticipants.standing, 'left'),
      ),
    )
  return rows.length > 0
}
