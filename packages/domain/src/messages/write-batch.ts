import type { Database } from '@chatterly/db/database'
import type { MessageMetadata, MessageRow } from '@chatterly/db/schema/messages'
import type { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { type SQL, sql } from 'drizzle-orm'

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

/**
 * What became of a draft. `replayed`: its key was used before. `again`: memberships changed while the conversation
 * was waited for, so nothing is known about this one; it goes into the next batch.
 */
export type Outcome =
  | { kind: 'written'; written: Written }
  | { kind: 'replayed' }
  | { kind: 'again' }
  | { kind: 'not_found' | 'join_first' }

/**
 * Writes many messages in one statement, each accepted or refused for itself: locks the conversations in the order
 * of their ids, looks at memberships under the lock, takes the keys, numbers what is left in the order given, and
 * writes messages, events and counters.
 *
 * A statement sees the rows of its beginning, except those it locks. So a membership may have ended while a lock was
 * waited for; `membership_seq`, read both ways, tells.
 */
export async function writeBatch(db: Database, drafts: readonly Draft[]): Promise<Outcome[]> {
  const { rows } = await db.execute<Accepted | Refused>(statement(drafts))
  return rows.map(toOutcome)
}

const statement = (drafts: readonly Draft[]): SQL => sql`
  with item as (
    select * from unnest(
      ${column(drafts, (_draft, index) => index)}::int[],
      ${column(drafts, (draft) => draft.conversationId)}::uuid[],
      ${column(drafts, (draft) => draft.senderId)}::uuid[],
      ${column(drafts, (draft) => draft.key)}::text[],
      ${column(drafts, (draft) => draft.requestHash)}::text[],
      ${column(drafts, (draft) => draft.body)}::text[],
      ${column(drafts, (draft) => JSON.stringify(draft.metadata))}::jsonb[]
    ) as item(place, conversation_id, sender_id, key, request_hash, body, metadata)
  ),
  seen as (
    select id, membership_seq from conversations where id in (select conversation_id from item)
  ),
  locked as (
    select id, kind, last_seq, message_count, membership_seq from conversations
    where id in (select conversation_id from item) order by id for no key update
  ),
  checked as (
    select *, uuidv7() as id from (
      select item.*, locked.last_seq, locked.message_count,
        case
          when locked.id is null then 'not_found'
          when locked.membership_seq <> seen.membership_seq then 'again'
          when member.user_id is not null then null
          when locked.kind = 'channel' then 'join_first'
          else 'not_found'
        end as refusal
      from item
      left join locked on locked.id = item.conversation_id
      left join seen on seen.id = item.conversation_id
      left join members member
        on member.conversation_id = item.conversation_id and member.user_id = item.sender_id and member.left_seq is null
      order by item.place
    ) as in_order
  ),
  keyed as (
    insert into idempotency_keys (actor_id, key, request_hash, result_id)
    select sender_id, key, request_hash, id from checked where refusal is null order by place
    on conflict do nothing
    returning result_id
  ),
  numbered as (
    select checked.*, row_number() over (partition by conversation_id order by place) as nth
    from checked join keyed on keyed.result_id = checked.id
  ),
  message as (
    insert into messages (id, conversation_id, number, seq, sender_id, body, metadata)
    select id, conversation_id, message_count + nth, last_seq + nth, sender_id, body, metadata
    from numbered order by place
    returning *
  ),
  event as (
    insert into conversation_events (conversation_id, seq, type, actor_id, message_id)
    select conversation_id, seq, 'message.created', sender_id, id from message
  ),
  counted as (
    update conversations set
      last_seq = conversations.last_seq + newest.count,
      message_count = conversations.message_count + newest.count,
      last_message_at = newest.at
    from (select conversation_id, count(*) as count, max(created_at) as at from message group by 1) as newest
    where conversations.id = newest.conversation_id
  )
  select coalesce(checked.refusal, case when message.id is null then 'replayed' else 'written' end) as kind,
    message.id, checked.conversation_id, message.number::int, message.seq::int, checked.sender_id,
    checked.body, checked.metadata, message.created_at, sender.username, sender.display_name, sender.bio
  from checked
  left join message on message.id = checked.id
  left join users sender on sender.id = checked.sender_id
  order by checked.place`

const column = (drafts: readonly Draft[], read: (draft: Draft, index: number) => string | number) =>
  sql.param(drafts.map(read))

type Refused = { kind: 'replayed' | 'again' | 'not_found' | 'join_first' }
type Accepted = {
  kind: 'written'
  id: MessageId
  conversation_id: ConversationId
  number: number
  seq: number
  sender_id: UserId
  body: string
  metadata: MessageMetadata
  created_at: string
  username: string
  display_name: string
  bio: string
}

function toOutcome(row: Accepted | Refused): Outcome {
  if (row.kind !== 'written') return row
  return {
    kind: 'written',
    written: {
      sender: { id: row.sender_id, username: row.username, displayName: row.display_name, bio: row.bio },
      message: {
        id: row.id,
        conversationId: row.conversation_id,
        number: row.number,
        seq: row.seq,
        senderId: row.sender_id,
        kind: 'text',
        body: row.body,
        metadata: row.metadata,
        parentId: null,
        replyCount: 0,
        editedAt: null,
        deletedAt: null,
        changedSeq: null,
        reactionCount: 0,
        createdAt: new Date(row.created_at),
      },
    },
  }
}
