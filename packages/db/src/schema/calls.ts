import { callStates } from '@chatterly/protocol/calls/machine'
import { callStandings } from '@chatterly/protocol/calls/shapes'
import type { CallId, ConversationId, DeviceId, UserId } from '@chatterly/protocol/ids'
import { callMedia } from '@chatterly/protocol/messages/call-card'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { conversations } from './conversations.ts'
import { users } from './users.ts'

export const callState = pgEnum('call_state', callStates)
export const callMedium = pgEnum('call_media', callMedia)
export const callStanding = pgEnum('call_standing', callStandings)

const isOpen = sql`state in ('calling', 'ringing', 'active')`

/** Changed only under the lock of its conversation. */
export const calls = pgTable(
  'calls',
  {
    id: uuid().$type<CallId>().primaryKey().default(sql`uuidv7()`),
    conversationId: uuid()
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    media: callMedium().notNull(),
    state: callState().notNull(),
    startedBy: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id),
    /** The number of the change that began it: a group's calls from before a member came are not listed to them. */
    startedSeq: bigint({ mode: 'number' }).notNull(),
    startedAt: timestamp({ withTimezone: true }).notNull().default(sql`clock_timestamp()`),
    /** Null where it rings for nobody. What Redis forgets is carried out from here. */
    ringingUntil: timestamp({ withTimezone: true }),
    answeredAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
    /** Counts the changes of this call. */
    fence: integer().notNull().default(1),
  },
  (table) => [
    uniqueIndex('calls_open').on(table.conversationId).where(isOpen),
    index('calls_of_conversation').on(table.conversationId, table.id),
  ],
)

/** Whom a call rings or rang for, and who is or was in it. Signs of life change nothing that stands in an index. */
export const callParticipants = pgTable(
  'call_participants',
  {
    callId: uuid()
      .$type<CallId>()
      .notNull()
      .references(() => calls.id, { onDelete: 'cascade' }),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    standing: callStanding().notNull(),
    /** They were in another call when this one began. */
    ringsSoftly: boolean().notNull().default(false),
    device: uuid().$type<DeviceId>(),
    /** The place in the order they were called or came. */
    place: integer().notNull(),
    joinedAt: timestamp({ withTimezone: true }),
    leftAt: timestamp({ withTimezone: true }),
    /** The last sign of life of the device. */
    heardAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.callId, table.userId] }),
    index('call_participants_of_user').on(table.userId, table.callId),
    index('call_participants_present').on(table.userId).where(sql`standing = 'present'`),
  ],
)

export type CallRow = typeof calls.$inferSelect
export type CallParticipantRow = typeof callParticipants.$inferSelect
