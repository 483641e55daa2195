import {
  connectionStages,
  failureReasons,
  reportOccasions,
  skipReasons,
  stageOutcomes,
} from '@chatterly/protocol/calls/connection'
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
export const connectionStage = pgEnum('connection_stage', connectionStages)
export const stageOutcome = pgEnum('stage_outcome', stageOutcomes)
export const stageReason = pgEnum('stage_reason', [...failureReasons, ...skipReasons])
export const reportOccasion = pgEnum('report_occasion', reportOccasions)

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

/** How somebody's connection was: no address, no description of a session, no name of a device. Forgotten by age. */
export const connectionReports = pgTable(
  'connection_reports',
  {
    id: uuid().primaryKey().default(sql`uuidv7()`),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    occasion: reportOccasion().notNull(),
    callId: uuid()
      .$type<CallId>()
      .references(() => calls.id, { onDelete: 'set null' }),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('connection_reports_at').on(table.at),
    index('connection_reports_of_user').on(table.userId),
    index('connection_reports_of_call').on(table.callId),
  ],
)

export const connectionResults = pgTable(
  'connection_results',
  {
    reportId: uuid()
      .notNull()
      .references(() => connectionReports.id, { onDelete: 'cascade' }),
    stage: connectionStage().notNull(),
    outcome: stageOutcome().notNull(),
    /** Null where it passed. */
    reason: stageReason(),
    /** Null where it was not tried. */
    tookMs: integer(),
  },
  (table) => [primaryKey({ columns: [table.reportId, table.stage] })],
)

export type CallRow = typeof calls.$inferSelect
export type CallParticipantRow = typeof callParticipants.$inferSelect
