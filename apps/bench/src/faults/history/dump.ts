import type { Pool } from 'pg'
import { shaOf } from '../crowd/seen-event.ts'

/** What PostgreSQL holds when all is over. */
export type Dump = {
  conversations: DumpedConversation[]
  events: DumpedEvent[]
  messages: DumpedMessage[]
  members: DumpedMember[]
  reactions: DumpedReaction[]
  keys: { actorId: string; key: string; resultId: string }[]
  calls: DumpedCall[]
}

export type DumpedConversation = {
  id: string
  kind: string
  lastSeq: number
  messageCount: number
  memberCount: number
}
/** `at` in microseconds since 1970. */
export type DumpedEvent = {
  conversationId: string
  seq: number
  type: string
  messageId: string | null
  userId: string | null
  reactionId: string | null
  callId: string | null
  at: number
}
export type DumpedMessage = {
  id: string
  conversationId: string
  number: number | null
  seq: number
  senderId: string
  body: string
  sha: string | null
  /** As the product has it: what people said, or how a call went. */
  kind: string
  isDeleted: boolean
  isEdited: boolean
  /** The newest change after the one that created it. */
  changedSeq: number | null
  reactionCount: number
}

export type DumpedReaction = { id: string; messageId: string; userId: string }
/** In microseconds since 1970; for how long nobody in it has been heard, in seconds. */
export type DumpedCall = { id: string; endedAt: number | null; silentSeconds: number }
/** `joinedAt` in microseconds since 1970. */
export type DumpedMember = {
  conversationId: string
  userId: string
  joinedSeq: number
  leftSeq: number | null
  joinedAt: number
  lastReadNumber: number
}

export async function dumpDatabase(pool: Pool): Promise<Dump> {
  const all = async <Row extends object>(text: string) => (await pool.query<Row>(text)).rows
  const messages = await all<Omit<DumpedMessage, 'sha'>>(`
    select id, conversation_id as "conversationId", number::float8 as number, seq::float8 as seq,
      sender_id as "senderId", kind::text as kind, body, deleted_at is not null as "isDeleted", edited_at is not null as "isEdited",
      changed_seq::float8 as "changedSeq", reaction_count as "reactionCount"
    from messages order by conversation_id, seq`)
  return {
    conversations: await all(`
      select id, kind::text as kind, last_seq::float8 as "lastSeq", message_count::float8 as "messageCount",
        member_count as "memberCount" from conversations order by id`),
    events: await all(`
      select conversation_id as "conversationId", seq::float8 as seq, type, message_id as "messageId",
        data->>'userId' as "userId", data->>'reactionId' as "reactionId", data->>'callId' as "callId",
        (extract(epoch from at) * 1000000)::float8 as at
      from conversation_events order by conversation_id, seq`),
    messages: messages.map((message) => ({ ...message, sha: shaOf(message.body) })),
    members: await all(`
      select conversation_id as "conversationId", user_id as "userId", joined_seq::float8 as "joinedSeq",
        left_seq::float8 as "leftSeq", (extract(epoch from joined_at) * 1000000)::float8 as "joinedAt",
        last_read_number::float8 as "lastReadNumber"
      from members order by conversation_id, joined_seq`),
    reactions: await all(`
      select id, message_id as "messageId", user_id as "userId" from reactions order by id`),
    keys: await all(`select actor_id as "actorId", key, result_id as "resultId" from idempotency_keys`),
    calls: await all(`
      select id, (extract(epoch from ended_at) * 1000000)::float8 as "endedAt",
        (select extract(epoch from clock_timestamp() - max(heard_at))::float8 from call_participants
          where call_id = calls.id) as "silentSeconds"
      from calls order by id`),
  }
}

/** The newest change of every conversation that each person is in, by the person's place in the cast. */
export async function readHeads(
  pool: Pool,
  userIds: string[],
): Promise<Record<number, Record<string, number>>> {
  const { rows } = await pool.query<{ user_id: string; id: string; seq: number }>(`
    select user_id, c.id, c.last_seq::float8 as seq
    from members m join conversations c on c.id = m.conversation_id where m.left_seq is null`)
  const placeOf = new Map(userIds.map((id, place) => [id, place]))
  const heads: Record<number, Record<string, number>> = {}
  for (const { user_id, id, seq } of rows) {
    const place = placeOf.get(user_id)
    if (place !== undefined) (heads[place] ??= {})[id] = seq
  }
  return heads
}
