import type { Database } from '@chatterly/db/database'
import type { MessageMetadata, MessageRow } from '@chatterly/db/schema/messages'
import type { ConversationKind } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { sql } from 'drizzle-orm'

/** A message to be written, with the client's key and what it was asked for. */
export type Draft = {
  conversationId: ConversationId
  senderId: UserId
  key: string
  requestHash: string
  body: string
  metadata: MessageMetadata
}

export type Written = { message: MessageRow; sender: UserView }

/** What became of a draft. `replayed`: its key was used before. */
export type Outcome =
  | { kind: 'written'; written: Written }
  | { kind: 'replayed' }
  | { kind: 'not_found' | 'join_first' }

/**
 * Writes many messages in one statement, each accepted or refused for itself: the function locks the conversations
 * in the order of their ids, looks at memberships under the lock, takes the keys, numbers what is left in the order
 * given, and writes messages, events and counters.
 */
export async function writeBatch(db: Database, drafts: readonly Draft[]): Promise<Outcome[]> {
  const { rows } = await db.execute<Row>(sql`
    select * from write_messages(
      ${column(drafts, (draft) => draft.conversationId)}::uuid[],
      ${column(drafts, (draft) => draft.senderId)}::uuid[],
      ${column(drafts, (draft) => draft.key)}::text[],
      ${column(drafts, (draft) => draft.requestHash)}::text[],
      ${column(drafts, (draft) => draft.body)}::text[],
      ${column(drafts, (draft) => JSON.stringify(draft.metadata))}::jsonb[])`)
  return drafts.map((draft, place) => toOutcome(draft, rows[place]))
}

const column = (drafts: readonly Draft[], read: (draft: Draft) => string) => sql.param(drafts.map(read))

type Row = {
  id: MessageId
  number: number
  seq: number
  created_at: string
  is_new: boolean
  is_member: boolean
  /** Null where there is no such conversation. */
  conversation_kind: ConversationKind | null
  username: string
  display_name: string
  bio: string
}

function toOutcome(draft: Draft, row: Row | undefined): Outcome {
  if (!row) throw new Error('A draft of the batch has no outcome')
  if (row.is_new) return { kind: 'written', written: toWritten(draft, row) }
  if (row.is_member) return { kind: 'replayed' }
  return { kind: row.conversation_kind === 'channel' ? 'join_first' : 'not_found' }
}

const toWritten = (draft: Draft, row: Row): Written => ({
  sender: { id: draft.senderId, username: row.username, displayName: row.display_name, bio: row.bio },
  message: {
    id: row.id,
    conversationId: draft.conversationId,
    number: row.number,
    seq: row.seq,
    senderId: draft.senderId,
    kind: 'text',
    body: draft.body,
    metadata: draft.metadata,
    parentId: null,
    replyCount: 0,
    editedAt: null,
    deletedAt: null,
    changedSeq: null,
    reactionCount: 0,
    createdAt: new Date(row.created_at),
  },
})
