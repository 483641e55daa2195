import type { Reader } from '@chatterly/db/database'
import type { MessageRow } from '@chatterly/db/schema/messages'
import { type ReactionRow, reactions } from '@chatterly/db/schema/reactions'
import type { MessageId } from '@chatterly/protocol/ids'
import { plainContent } from '@chatterly/protocol/messages/content'
import { isDeleted } from '@chatterly/protocol/messages/policy'
import type { MessageView, ReactionView } from '@chatterly/protocol/messages/shapes'
import { asc, inArray } from 'drizzle-orm'

/** Messages of the main timeline, as everybody sees them: one more read, and only where one of them has reactions. */
export async function viewMessages(db: Reader, rows: readonly MessageRow[]): Promise<MessageView[]> {
  const reactedTo = rows.filter((row) => row.reactionCount > 0 && !isDeleted(row)).map((row) => row.id)
  if (reactedTo.length === 0) return rows.map((row) => toMessageView(row))
  const found = await db
    .select()
    .from(reactions)
    .where(inArray(reactions.messageId, reactedTo))
    .orderBy(asc(reactions.id))
  const byMessage = new Map<MessageId, ReactionView[]>(reactedTo.map((id) => [id, []]))
  for (const row of found) byMessage.get(row.messageId)?.push(toReactionView(row))
  return rows.map((row) => toMessageView(row, byMessage.get(row.id)))
}

export async function viewMessage(db: Reader, row: MessageRow): Promise<MessageView> {
  const [view] = await viewMessages(db, [row])
  if (!view) throw new Error('A message has one view')
  return view
}

export const toReactionView = (row: ReactionRow): ReactionView => ({
  id: row.id,
  emoji: row.emoji,
  userId: row.userId,
})

/** A message whose reactions are at hand; without them, one that has none. */
export function toMessageView(row: MessageRow, itsReactions: ReactionView[] = []): MessageView {
  if (row.number === null) throw new Error(`Message ${row.id} is not in the main timeline`)
  const isGone = isDeleted(row)
  return {
    id: row.id,
    conversationId: row.conversationId,
    number: row.number,
    seq: row.seq,
    senderId: row.senderId,
    kind: row.kind,
    body: isGone ? null : row.body,
    content: isGone ? null : (row.metadata.content ?? plainContent(row.body)),
    call: isGone ? null : (row.metadata.call ?? null),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    reactions: isGone ? [] : itsReactions,
    changedSeq: row.changedSeq ?? row.seq,
  }
}
