import type { Reader } from '@chatterly/db/database'
import { conversationEvents, type EventRow } from '@chatterly/db/schema/log'
import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent, RecordedEventType } from '@chatterly/protocol/realtime/events'
import { and, asc, eq, gt } from 'drizzle-orm'
import { viewConversationCreated, viewMemberJoined, viewMemberLeft } from '../conversations/event-views.ts'
import type { EventView } from '../log/event-view.ts'
import { viewMessageChanged, viewMessageCreated } from '../messages/event-views.ts'
import { viewReaction } from '../reactions/event-views.ts'

type Views = { [Type in RecordedEventType]: (db: Reader, rows: EventRow[]) => Promise<EventView<Type>[]> }

/** How each kind of event is seen: its subject's current view, read for many rows at once. */
const views = {
  'conversation.created': viewConversationCreated,
  'member.joined': viewMemberJoined,
  'member.left': viewMemberLeft,
  'message.created': viewMessageCreated,
  'message.edited': viewMessageChanged,
  'message.deleted': viewMessageChanged,
  'reaction.added': viewReaction,
  'reaction.removed': viewReaction,
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
  const types = [...new Set(rows.map((row) => row.type))]
  const viewed = await Promise.all(
    types.map((type) =>
      viewRows(
        db,
        type,
        rows.filter((row) => row.type === type),
      ),
    ),
  )
  return viewed.flat().sort((a, b) => a.seq - b.seq)
}

async function viewRows(db: Reader, type: RecordedEventType, rows: EventRow[]): Promise<KeptEvent[]> {
  const seen: object[] = await views[type](db, rows)
  // Each kind's views are checked where `views` is written; here they are put together by position.
  return rows.map((row, index) => ({ ...envelopeOf(row), ...seen[index] }) as KeptEvent)
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
