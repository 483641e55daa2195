import type { UserId } from '@chatterly/protocol/ids'
import { DISPLAY_NAME_MAX, EMAIL_MAX, USERNAME_MAX, userRoles } from '@chatterly/protocol/users/shapes'
import { sql } from 'drizzle-orm'
import { index, pgEnum, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'

export const userRole = pgEnum('user_role', userRoles)

export const users = pgTable(
  'users',
  {
    id: uuid().$type<UserId>().primaryKey().default(sql`uuidv7()`),
    email: varchar({ length: EMAIL_MAX }).notNull().unique('users_email'),
    username: varchar({ length: USERNAME_MAX }).notNull().unique('users_username'),
    displayName: varchar({ length: DISPLAY_NAME_MAX }).notNull(),
    bio: text().notNull().default(''),
    /** When its owner last showed that they read mail sent to the address. */
    emailProvenAt: timestamp({ withTimezone: true }),
    /** Empty where nobody signs in with a password. */
    passwordHash: text().notNull(),
    role: userRole().notNull().default('member'),
    deletionRequestedAt: timestamp({ withTimezone: true }),
    /** Name and username as they are searched: lower case, without accents. */
    searchText: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('users_search').using('gin', sql`${table.searchText} gin_trgm_ops`)],
)

export type UserRow = typeof users.$inferSelect
