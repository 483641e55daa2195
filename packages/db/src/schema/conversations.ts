import {
  CONVERSATION_NAME_MAX,
  CONVERSATION_TOPIC_MAX,
  conversationKinds,
  memberRoles,
} from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { users } from './users.ts'

export const conversationKind = pgEnum('conversation_kind', conversationKinds)
export const memberRole = pgEnum('member_role', memberRoles)

/** The counters change with every message and stand in no index, so that an update stays on its page (fillfactor 50). */
export const conversations = pgTable(
  'conversations',
  {
    id: uuid().$type<ConversationId>().primaryKey().default(sql`uuidv7()`),
    kind: conversationKind().notNull(),
    name: varchar({ length: CONVERSATION_NAME_MAX }),
    topic: varchar({ length: CONVERSATION_TOPIC_MAX }),
    creatorId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    /** Both people's ids, smaller first: one direct conversation per pair, whoever starts it. */
    directPair: text().unique('conversations_direct_pair'),
    lastSeq: bigint({ mode: 'number' }).notNull().default(0),
    messageCount: bigint({ mode: 'number' }).notNull().default(0),
    memberCount: integer().notNull().default(0),
    lastMessageAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** From then on nobody is in it, and nobody finds it. */
    deletedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index('conversations_channels').on(table.name, table.id).where(sql`${table.kind} = 'channel'`)],
)

/** One row a period of membership: a person may be given change s exactly when joined_seq ≤ s ≤ left_seq. */
export const members = pgTable(
  'members',
  {
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: memberRole().notNull(),
    joinedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
    joinedSeq: bigint({ mode: 'number' }).notNull(),
    /** The first message after joining is this + 1. */
    joinedNumber: bigint({ mode: 'number' }).notNull(),
    leftSeq: bigint({ mode: 'number' }),
    lastReadNumber: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.userId, table.joinedSeq] }),
    uniqueIndex('members_current')
      .on(table.conversationId, table.userId)
      .where(sql`${table.leftSeq} is null`),
    index('members_of_user').on(table.userId).where(sql`${table.leftSeq} is null`),
    index('members_joined_at').on(table.joinedAt),
  ],
)

export type ConversationRow = typeof conversations.$inferSelect
export type MemberRow = typeof members.$inferSelect
