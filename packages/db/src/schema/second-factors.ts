import type { UserId } from '@chatterly/protocol/ids'
import { bigint, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

/** What somebody's authenticator app shares with us. */
export const secondFactors = pgTable('second_factors', {
  userId: uuid()
    .$type<UserId>()
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Opens with AUTH_SECRETS only: a copy of the table makes no code. */
  sealedSecret: text().notNull(),
  /** Asked for from then on. */
  confirmedAt: timestamp({ withTimezone: true }),
  /** The half minute of the newest code that was taken: none is taken twice. */
  lastStep: bigint({ mode: 'number' }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
})

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code, in hex. It has 120 random bits, more than a slow hash is asked for. */
    codeHash: text().notNull(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
)

export type SecondFactorRow = typeof secondFactors.$inferSelect
