import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { sessions } from './auth.ts'

/** What somebody has begun and comes back with: a challenge to a passkey, a way to a provider. Gone once used. */
export const signInSteps = pgTable(
  'sign_in_steps',
  {
    /** SHA-256 of its secret, in hex. */
    idHash: text().primaryKey(),
    kind: text().notNull(),
    /** Of the session that began it, where one did: no other may finish it. */
    sessionHash: text().references(() => sessions.idHash, { onDelete: 'cascade' }),
    sealedFacts: text().notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    index('sign_in_steps_expiry').on(table.expiresAt),
    index('sign_in_steps_session').on(table.sessionHash),
  ],
)
