import type { Reader } from '@chatterly/db/database'
import { conversationEvents, type EventRow } from '@chatterly/db/schema/log'
import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent, RecordedEventType } from '@chatterly/protocol/realtime/events'
import { hideChange } from '@chatterly/protocol/realtime/known-events'
import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import { viewCallChanged } from '../calls/event-views.ts'
import {
  viewConversationCreated,
  viewConversationDeleted,
  viewConversationUpdated,
  viewMemberChanged,
  viewMemberJoined,
  viewMemberLeft,
} from '../conversations/event-views.ts'
import type { EventView } from '../log/event-view.ts'
import { viewMessageChanged, viewMessageCreated } from '../messages/event-views.ts'
import { viewReaction } from '../reactions/event-views.ts'

type Views = { [Type in RecordedEventType]: (db: Reader, rows: EventRow[]) => Promise<EventView<Type>[]> }

/** How each kind of event is seen: its subject's current view, read for many rows at once. */
const views = {
  'conversation.created': viewConversationCreated,
  'conversation.updated': viewConversationUpdated,
  'conversation.deleted': viewConversationDeleted,
  'member.joined': viewMemberJoined,
  'member.left': viewMemberLeft,
  'member.changed': viewMemberChanged,
  'message.created': viewMessageCreated,
  'message.edited': viewMessageChanged,
  'message.deleted': viewMessageChanged,
  'reaction.added': viewReaction,
  'reaction.removed': viewReaction,
  'call.started': viewCallChanged,
  'call.ringing': viewCallChanged,
  'call.accepted': viewCallChanged,
  'call.joined': viewCallChanged,
  'call.left': viewCallChanged,
  'call.declined': viewCallChanged,
  'call.missed': viewCallChanged,
  'call.ended': viewCallChanged,
} satisfies Views

/** Changes read from the log in one go. */
const READ_EVENTS_MAX = 500

/** The changes after a number, in order, at most `limit`; contiguous as far as the log still holds them. */
export async function readEvents(
  db: Reader,
  conversationId: ConversationId,
  { after, limit = READ_EVENTS_MAX }: { after: number; limit?: number },
): Promise<KeptEvent[]> {
  const rows = await db
    .select()
    .from(conversationEvents)
    .where(and(eq(conversationEvents.conversationId, conversationId), gt(conversationEvents.seq, after)))
    .orderBy(asc(conversationEvents.seq))
    .limit(limit)
  return viewEvents(db, rows)
}

/** Changes of a conversation after a number, up to another. */
export type Range = { conversationId: ConversationId; after: number; upTo: number }

/** The changes in each range, all read at once. */
export async function readRanges(db: Reader, ranges: readonly Range[]): Promise<KeptEvent[][]> {
  const widest = new Map<ConversationId, Range>()
  for (const range of ranges) widest.set(range.conversationId, widen(range, widest.get(range.conversationId)))
  const asked = [...widest.values()]
  const rows = await db
    .select(getTableColumns(conversationEvents))
    .from(conversationEvents)
    .innerJoin(
      sql`unnest(
        ${sql.param(asked.map((range) => range.conversationId))}::uuid[],
        ${sql.param(asked.map((range) => range.after))}::bigint[],
        ${sql.param(asked.map((range) => range.upTo))}::bigint[]
      ) as asked(conversation_id, after, up_to)`,
      sql`${conversationEvents.conversationId} = asked.conversation_id
        and ${conversationEvents.seq} > asked.after and ${conversationEvents.seq} <= asked.up_to`,
    )
    .orderBy(asc(conversationEvents.conversationId), asc(conversationEvents.seq))
  const events = await viewEvents(db, rows)
  const byConversation = new Map<ConversationId, KeptEvent[]>(
    asked.map((range) => [range.conversationId, []]),
  )
  for (const [place, row] of rows.entries()) {
    const event = events[place]
    if (event) byConversation.get(row.conversationId)?.push(event)
  }
  return ranges.map(({ conversationId, after, upTo }) =>
    (byConversation.get(conversationId) ?? []).filter(({ seq }) => seq > after && seq <= upTo),
  )
}

const widen = (range: Range, other: Range = range): Range => ({
  conversationId: range.conversationId,
  after: Math.min(range.after, other.after),
  upTo: Math.max(range.upTo, other.upTo),
})

/** In the order of the rows. */
async function viewEvents(db: Reader, rows: EventRow[]): Promise<KeptEvent[]> {
  const byRow = new Map<EventRow, object | undefined>()
  for (const type of new Set(rows.map((row) => row.type))) {
    // Written by a later version, which runs beside this one while servers are replaced one by one.
    if (!Object.hasOwn(views, type)) continue
    const ofType = rows.filter((row) => row.type === type)
    const seen: object[] = await views[type](db, ofType)
    for (const [place, row] of ofType.entries()) byRow.set(row, seen[place])
  }
  // Each kind's views are checked where `views` is written; here they are put together by position.
  return rows.map((row) =>
    byRow.has(row)
      ? ({ ...envelopeOf(row), ...byRow.get(row) } as KeptEvent)
      : hideChange({ seq: row.seq, at: row.at.toISOString() }),
  )
}

const envelopeOf = ({ type, seq, at, actorId }: EventRow) => ({ type, seq, at: at.toISOString(), actorId })

/** Whether a change is still in the log; old months of it are dropped. */
export async function isKept(db: Reader, conversationId: ConversationId, seq: number): Promise<boolean> {
  const [row] = await db
    .select({ seq: conversationEvents.seq })
    .from(conversationEvents)
    .where(and(eq(conversationEvents.conversationId, conversationId), eq(conversationEvents.seq, seq)))
  return row !== undefined
}
