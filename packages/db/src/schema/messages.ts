import type { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { CallCard } from '@chatterly/protocol/messages/call-card'
import type { Content } from '@chatterly/protocol/messages/content'
import { messageKinds } from '@chatterly/protocol/messages/shapes'
import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const messageKind = pgEnum('message_kind', messageKinds)

/** `content` is absent where the body has no formatting; only what a call leaves behind has a `call`. */
export type MessageMetadata = { content?: Content; call?: CallCard }

/** Partitioned by month on the id, which carries the time of creation; no foreign keys (see docs/adr). */
export const messages = pgTable(
  'messages',
  {
    id: uuid().$type<MessageId>().primaryKey().default(sql`uuidv7()`),
    conversationId: uuid().$type<ConversationId>().notNull(),
    /** 1, 2, 3, … in the main timeline. Null for a reply in a thread, which counts in its parent. */
    number: bigint({ mode: 'number' }),
    /** The number of the change that created it. */
    seq: bigint({ mode: 'number' }).notNull(),
    senderId: uuid().$type<UserId>().notNull(),
    kind: messageKind().notNull().default('text'),
    body: text().notNull(),
    metadata: jsonb().$type<MessageMetadata>().notNull().default({}),
    parentId: uuid().$type<MessageId>(),
    replyCount: integer().notNull().default(0),
    editedAt: timestamp({ withTimezone: true }),
    deletedAt: timestamp({ withTimezone: true }),
    /** The newest change after the one that created it. Null where there was none, so that a send need not write it. */
    changedSeq: bigint({ mode: 'number' }),
    /** Rows in `reactions`: where it is 0, as for most, a list need not look there. */
    reactionCount: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull().generatedAlwaysAs(sql`uuid_extract_timestamp(id)`),
  },
  (table) => [index('messages_conversation_number').on(table.conversationId, table.number)],
)

export type MessageRow = typeof messages.$inferSelect
