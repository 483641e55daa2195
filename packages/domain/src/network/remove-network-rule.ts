import { networkRules } from '@chatterly/db/schema/network'
import { eq } from 'drizzle-orm'
import type { World } from '../context.ts'
import { NETWORK_CHANNEL } from './network-rules.ts'

/** Taking away what is not there changes nothing. */
export async function removeNetworkRule({ db, bus }: Pick<World, 'db' | 'bus'>, id: string): Promise<void> {
  await db.delete(networkRules).where(eq(networkRules.id, id))
  await bus.publish(NETWORK_CHANNEL, {})
}
