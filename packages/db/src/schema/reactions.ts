import type { MessageId, ReactionId, UserId } from '@chatterly/protocol/ids'
import { EMOJI_MAX } from '@chatterly/protocol/reactions/shapes'
import { sql } from 'drizzle-orm'
import { pgTable, unique, uuid, varchar } from 'drizzle-orm/pg-core'
import { messages } from './messages.ts'
import { users } from './users.ts'

/** One per person and emoji. Ids are made under the conversation's lock, so their order is that of adding. */
export const reactions = pgTable(
  'reactions',
  {
    id: uuid().$type<ReactionId>().primaryKey().default(sql`uuidv7()`),
    messageId: uuid()
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    emoji: varchar({ length: EMOJI_MAX }).notNull(),
  },
  (table) => [unique('reactions_of_message').on(table.messageId, table.userId, table.emoji)],
)

export type ReactionRow = typeof reactions.$inferSelect
