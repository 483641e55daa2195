import type { Cast } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Stand } from '../stand/stand.ts'

/** A kind of change that no version of the product knows yet. */
export const UNKNOWN_TYPE = 'future.happened'

/** The product's default REDIS_PREFIX, and how it names the channel of a conversation. */
const channelOf = (conversationId: string) => `chatterly:conversation:${conversationId}`

/** As a server of a later version would: writes the change into the log, and rings the doorbell with it. */
export async function recordUnknown({ stand, cast, random }: { stand: Stand; cast: Cast; random: Random }) {
  const { id } = random.pick(cast.conversations)
  const { rows } = await stand.pool.query<{ seq: number }>(
    `with numbered as (
       update conversations set last_seq = last_seq + 1 where id = $1 returning id, last_seq
     )
     insert into conversation_events (conversation_id, seq, type) select id, last_seq, $2 from numbered
     returning seq::float8 as seq`,
    [id, UNKNOWN_TYPE],
  )
  const seq = rows[0]?.seq ?? 0
  const event = { type: UNKNOWN_TYPE, seq, at: new Date().toISOString(), actorId: null, what: ['something'] }
  const admin = stand.redis.admin()
  await admin.publish(channelOf(id), JSON.stringify({ conversationId: id, prev: seq - 1, events: [event] }))
  admin.disconnect()
}
