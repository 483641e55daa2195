import type { PasskeyId, UserId } from '@chatterly/protocol/ids'
import { PASSKEY_NAME_MAX } from '@chatterly/protocol/auth/passkeys'
import { sql } from 'drizzle-orm'
import { bigint, boolean, index, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
import { users } from './users.ts'

/** Keys of people's devices. Only the public half is ever here. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().$type<PasskeyId>().primaryKey().default(sql`uuidv7()`),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** As its device names it, in base64url. */
    credentialId: text().notNull().unique('passkeys_credential'),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    /** Uses, as the device counts them; one that is in several places counts none. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    name: varchar({ length: PASSKEY_NAME_MAX }).notNull(),
    isSynced: boolean().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    usedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index('passkeys_user').on(table.userId)],
)

export type PasskeyRow = typeof passkeys.$inferSelect
