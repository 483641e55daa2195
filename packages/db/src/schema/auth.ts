import { scopes } from '@chatterly/protocol/auth/personal-tokens'
import { sessionKinds } from '@chatterly/protocol/auth/sessions'
import type { UserId } from '@chatterly/protocol/ids'
import { index, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

export const sessionKind = pgEnum('session_kind', sessionKinds)

/** The truth behind every cookie, access token, personal token and socket. It holds no address of anybody. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the id, in hex: a copy of the table opens no session. */
    idHash: text().primaryKey(),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: sessionKind().notNull().default('browser'),
    /** Words for the device, or a token's name. */
    label: text().notNull().default(''),
    /** Of a token; null for what may do everything. */
    scopes: text({ enum: scopes }).array(),
    /** The earlier of its two ends: without visits, and in any case. */
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    /** Coarse, so that a visit seldom costs a write. */
    seenAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When its person last showed who they are: by signing in, or with their password again. */
    confirmedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('sessions_user').on(table.userId)],
)

export type SessionRow = typeof sessions.$inferSelect

/** A token and its successor are one chain: whoever holds a token can work out the next, and the database cannot. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** SHA-256 of the token, in hex. */
    hash: text().primaryKey(),
    sessionHash: text()
      .notNull()
      .references(() => sessions.idHash, { onDelete: 'cascade' }),
    /** What the token is mixed with to become its successor. */
    salt: text().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    replacedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('refresh_tokens_session').on(table.sessionHash),
    index('refresh_tokens_expiry').on(table.expiresAt),
  ],
)

/** Browsers somebody has signed in from. Whoever guesses at their password elsewhere does not lock these out. */
export const knownDevices = pgTable(
  'known_devices',
  {
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the id in the browser's cookie, in hex. */
    idHash: text().notNull(),
    seenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.idHash] })],
)
