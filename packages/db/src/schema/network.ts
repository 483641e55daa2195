import { networkActions } from '@chatterly/protocol/network/shapes'
import { sql } from 'drizzle-orm'
import { cidr, pgEnum, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

export const networkAction = pgEnum('network_action', networkActions)

/** From where people may come. PostgreSQL refuses what is no network. */
export const networkRules = pgTable(
  'network_rules',
  {
    id: uuid().primaryKey().default(sql`uuidv7()`),
    action: networkAction().notNull(),
    /** One address, or all that begin alike: 203.0.113.0/24, 2001:db8::/32. */
    network: cidr().notNull(),
    /** Why, for whoever finds the rule later. */
    note: text().notNull().default(''),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique('network_rules_once').on(table.action, table.network)],
)

export type NetworkRuleRow = typeof networkRules.$inferSelect
