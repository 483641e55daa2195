import type { MessageRow } from '@chatterly/db/schema/messages'
import { plainContent } from '@chatterly/protocol/messages/content'
import type { MessageView } from '@chatterly/protocol/messages/shapes'

/** A message of the main timeline, as everybody sees it. */
export function toMessageView(row: MessageRow): MessageView {
  if (row.number === null) throw new Error(`Message ${row.id} is not in the main timeline`)
  const isDeleted = row.deletedAt !== null
  return {
    id: row.id,
    conversationId: row.conversationId,
    number: row.number,
    seq: row.seq,
    senderId: row.senderId,
    kind: row.kind,
    body: isDeleted ? null : row.body,
    content: isDeleted ? null : (row.metadata.content ?? plainContent(row.body)),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }
}
