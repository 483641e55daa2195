import type { Reader } from '@chatterly/db/database'
import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { conversations, members } from '@chatterly/db/schema/conversations'
import { isHistoryOpen } from '@chatterly/protocol/conversations/policy'
import { conversationKinds } from '@chatterly/protocol/conversations/shapes'
import type { ActiveCalls, ActiveCallsView, CallHistory, CallView } from '@chatterly/protocol/calls/shapes'
import { CallId, type UserId } from '@chatterly/protocol/ids'
import { and, asc, desc, eq, exists, gte, inArray, isNull, lt, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { decodeCursor, encodeCursor } from '../page-cursor.ts'
import { isOpen } from './queries.ts'
import { viewCalls } from './view.ts'

/**
 * The calls going on in one conversation, of which there is at most one, or in all of the viewer's.
 *
 * @throws conversation.not_found, conversation.join_first
 */
export async function listActiveCalls(
  ctx: Acting,
  { conversationId }: ActiveCalls,
): Promise<ActiveCallsView> {
  if (conversationId) await accessConversation(ctx, conversationId)
  const rows = await ofMember(ctx.db, ctx.actor.userId)
    .where(and(isOpen, conversationId && eq(calls.conversationId, conversationId)))
    .orderBy(asc(calls.id))
  const views = await viewCalls(
    ctx.db,
    rows.map(({ call }) => call),
  )
  return { calls: views, now: ctx.clock.now().toISOString() }
}

/**
 * The calls of a conversation, or those the viewer took part in or was called to, the newest first.
 *
 * @throws conversation.not_found, conversation.join_first, page.unknown_cursor
 */
export async function listCallHistory(
  ctx: Acting,
  { conversationId, limit, cursor }: CallHistory,
): Promise<{ items: CallView[]; nextCursor: string | null }> {
  if (conversationId) await accessConversation(ctx, conversationId)
  const found = await ofMember(ctx.db, ctx.actor.userId)
    .where(
      and(
        conversationId ? eq(calls.conversationId, conversationId) : tookPart(ctx.db, ctx.actor.userId),
        isVisible(),
        cursor === undefined ? undefined : lt(calls.id, decodeCursor(Position, cursor).id),
      ),
    )
    .orderBy(desc(calls.id))
    .limit(limit + 1)
  const rows = found.slice(0, limit).map(({ call }) => call)
  const last = rows.at(-1)
  return {
    items: await viewCalls(ctx.db, rows),
    nextCursor: last && found.length > limit ? encodeCursor(Position.parse({ id: last.id })) : null,
  }
}

const Position = z.object({ id: CallId })

const ofMember = (db: Reader, userId: UserId) =>
  db
    .select({ call: calls })
    .from(calls)
    .innerJoin(conversations, eq(conversations.id, calls.conversationId))
    .innerJoin(
      members,
      and(
        eq(members.conversationId, calls.conversationId),
        eq(members.userId, userId),
        isNull(members.leftSeq),
      ),
    )

/** A group's calls that were over before the viewer came are not theirs to see. */
const isVisible = (): SQL | undefined =>
  or(
    inArray(
      conversations.kind,
      conversationKinds.filter((kind) => isHistoryOpen({ kind })),
    ),
    gte(calls.startedSeq, members.joinedSeq),
    isOpen,
  )

const tookPart = (db: Reader, userId: UserId) =>
  exists(
    db
      .select({ callId: callParticipants.callId })
      .from(callParticipants)
      .where(and(eq(callParticipants.callId, calls.id), eq(callParticipants.userId, userId))),
  )
