import type { CallId, ConversationId, LogEpoch, MessageId, ReactionId, UserId } from '@chatterly/protocol/ids'
import type { RecordedEventType } from '@chatterly/protocol/realtime/events'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

/** Ids and small facts that never change; never a body. */
export type EventReferences = {
  userId?: UserId
  joinedSeq?: number
  reactionId?: ReactionId
  emoji?: string
  messageNumber?: number
  messageSeq?: number
  callId?: CallId
}

/**
 * What happened, numbered without a hole per conversation. Refers to rows without foreign keys (see docs/adr).
 * Partitioned by month on time, dropped past its age.
 */
export const conversationEvents = pgTable(
  'conversation_events',
  {
    conversationId: uuid().$type<ConversationId>().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    type: text().$type<RecordedEventType>().notNull(),
    actorId: uuid().$type<UserId>(),
    messageId: uuid().$type<MessageId>(),
    data: jsonb().$type<EventReferences>().notNull().default({}),
    at: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.conversationId, table.seq, table.at] })],
)

export type EventRow = typeof conversationEvents.$inferSelect

/** What a client's key made, kept longer than any client retries. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorId: uuid().$type<UserId>().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** The id of what was made. */
    resultId: uuid().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.actorId, table.key] }), index('idempotency_keys_at').on(table.at)],
)

/** One row. A new epoch says that the log may have lost a tail and every cursor is void. */
export const logEpoch = pgTable(
  'log_epoch',
  {
    onlyRow: boolean().primaryKey().default(true),
    epoch: uuid().$type<LogEpoch>().notNull().default(sql`gen_random_uuid()`),
  },
  (table) => [check('log_epoch_one_row', sql`${table.onlyRow}`)],
)
