import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { members } from '@chatterly/db/schema/conversations'
import type { CallRow } from '@chatterly/db/schema/calls'
import { firstState } from '@chatterly/protocol/calls/machine'
import { rings } from '@chatterly/protocol/calls/policy'
import type { StartCall } from '@chatterly/protocol/calls/shapes'
import { CallId, type UserId } from '@chatterly/protocol/ids'
import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation, type OpenLog } from '../log/change-conversation.ts'
import { findMade, keepKey, retryKeyRace } from '../log/idempotency.ts'
import { type LockedCall, lockCall, tellChanged } from './change-call.ts'
import { enterCall } from './enter-call.ts'
import { expireInTime } from './expire-in-time.ts'
import { findOpenCall, listBusy } from './queries.ts'

/**
 * Calls the others of a conversation, or opens a call they can come into where it rings for nobody. Where there is a
 * call already, whoever starts one is in that: two people who call each other at once are answered.
 *
 * @throws conversation.not_found, conversation.join_first, idempotency.key_reused, call.full
 */
export async function startCall(ctx: Acting, input: StartCall): Promise<CallRow> {
  const { conversationId, media } = input
  const request = { actorId: ctx.actor.userId, key: input.key, content: ['call', conversationId, media] }
  const { locked, isNew } = await retryKeyRace(() =>
    changeConversation(ctx, conversationId, async (log) => {
      await accessConversation({ ...ctx, db: log.tx }, conversationId)
      const earlier = await findMade(log.tx, request)
      if (earlier) return { locked: await lockCall(log, CallId.parse(earlier)), isNew: false }
      const open = await findOpenCall(log.tx, conversationId)
      const made = open ? await lockCall(log, open.id) : await insertCall(ctx, log, input)
      if (open) await enterCall(made, ctx.actor.userId, input.device)
      await keepKey(log.tx, request, made.call.id)
      return { locked: made, isNew: !open }
    }),
  )
  tellChanged(ctx, locked)
  if (isNew) expireInTime(ctx, locked.call)
  return locked.call
}

async function insertCall(
  { actor: { userId }, callSettings }: Acting,
  log: OpenLog,
  { conversationId, media, device }: StartCall,
): Promise<LockedCall> {
  const rung = rings(log.conversation) ? await listOthers(log, userId) : []
  const [call] = await log.tx
    .insert(calls)
    .values({
      conversationId,
      media,
      state: firstState(rung.length),
      startedBy: userId,
      startedSeq: log.nextSeq(),
      ringingUntil:
        rung.length > 0 ? sql`clock_timestamp() + ${callSettings.ringSeconds} * interval '1 second'` : null,
    })
    .returning()
  if (!call) throw new Error('The call was not returned')
  const now = sql`clock_timestamp()`
  const busy = await listBusy(log.tx, rung)
  await log.tx.insert(callParticipants).values([
    {
      callId: call.id,
      userId,
      place: 0,
      standing: 'present' as const,
      device: device ?? null,
      joinedAt: now,
      heardAt: now,
    },
    ...rung.map((other, place) => ({
      callId: call.id,
      userId: other,
      place: place + 1,
      standing: 'rung' as const,
      ringsSoftly: busy.has(other),
    })),
  ])
  log.record({ type: 'call.started', actorId: userId, data: { callId: call.id, userId } })
  return lockCall(log, call.id)
}

async function listOthers({ tx, conversation }: OpenLog, userId: UserId): Promise<UserId[]> {
  const rows = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(
      and(eq(members.conversationId, conversation.id), ne(members.userId, userId), isNull(members.leftSeq)),
    )
    .orderBy(members.joinedSeq, members.userId)
  return rows.map((row) => row.userId)
}
