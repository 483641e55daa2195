import { type NetworkRuleRow, networkRules } from '@chatterly/db/schema/network'
import type { AddNetworkRule } from '@chatterly/protocol/network/shapes'
import { sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import { NETWORK_CHANNEL } from './network-rules.ts'

/** Every server knows within a moment. The same rule again is the one that is there, with its new note. */
export async function addNetworkRule(
  { db, bus }: Pick<World, 'db' | 'bus'>,
  { action, network, note }: AddNetworkRule,
): Promise<NetworkRuleRow> {
  const [rule] = await db
    .insert(networkRules)
    // What is written behind the network's own bits is left out: 203.0.113.7/24 is 203.0.113.0/24.
    .values({ action, network: sql`network(${network}::inet)`, note })
    .onConflictDoUpdate({ target: [networkRules.action, networkRules.network], set: { note } })
    .returning()
  if (!rule) throw new Error('The rule was not returned')
  await bus.publish(NETWORK_CHANNEL, {})
  return rule
}
