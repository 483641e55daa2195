import type { MailKind, ProofPurpose } from '@chatterly/protocol/auth/mails'
import type { MailId, ProofId, UserId } from '@chatterly/protocol/ids'
import { EMAIL_MAX } from '@chatterly/protocol/users/shapes'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

/** What may be done once by whoever has the secret of its link. */
export const proofs = pgTable(
  'proofs',
  {
    id: uuid().$type<ProofId>().primaryKey().default(sql`uuidv7()`),
    purpose: text().$type<ProofPurpose>().notNull(),
    /** Whose account it is about; for an invitation, who invites. */
    userId: uuid()
      .$type<UserId>()
      .references(() => users.id, { onDelete: 'cascade' }),
    email: varchar({ length: EMAIL_MAX }),
    /** SHA-256, in hex. There is none until the link is sent. */
    secretHash: text().unique('proofs_secret'),
    /** What will be done with it. */
    facts: jsonb().$type<Record<string, string>>().notNull().default({}),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index('proofs_user').on(table.userId),
    index('proofs_email').on(table.email),
    index('proofs_expiry').on(table.expiresAt),
  ],
)

/** The outbox: written with the act it tells of, emptied by the worker. */
export const mails = pgTable(
  'mails',
  {
    id: uuid().$type<MailId>().primaryKey().default(sql`uuidv7()`),
    kind: text().$type<MailKind>().notNull(),
    to: varchar({ length: EMAIL_MAX }).notNull(),
    userId: uuid()
      .$type<UserId>()
      .references(() => users.id, { onDelete: 'cascade' }),
    proofId: uuid()
      .$type<ProofId>()
      .references(() => proofs.id, { onDelete: 'cascade' }),
    facts: jsonb().$type<Record<string, string>>().notNull().default({}),
    attempts: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When it is tried (again). */
    dueAt: timestamp({ withTimezone: true }).notNull(),
    sentAt: timestamp({ withTimezone: true }),
  },
  (table) => [index('mails_due').on(table.dueAt).where(sql`${table.sentAt} is null`)],
)

export type ProofRow = typeof proofs.$inferSelect
export type MailRow = typeof mails.$inferSelect
