import { IDENTITY_EMAIL_MAX, SUBJECT_MAX } from '@chatterly/protocol/auth/identities'
import type { IdentityId, UserId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import { index, pgTable, text, timestamp, unique, uuid, varchar } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

/** Accounts elsewhere that people sign in with. */
export const identities = pgTable(
  'identities',
  {
    id: uuid().$type<IdentityId>().primaryKey().default(sql`uuidv7()`),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** With the subject, all that counts: names and addresses change hands. */
    issuer: text().notNull(),
    subject: varchar({ length: SUBJECT_MAX }).notNull(),
    /** As the provider told it when it was last used; only to show. */
    email: varchar({ length: IDENTITY_EMAIL_MAX }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    unique('identities_subject').on(table.issuer, table.subject),
    index('identities_user').on(table.userId),
  ],
)

export type IdentityRow = typeof identities.$inferSelect
