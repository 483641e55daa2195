import type { CallId, ConversationId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import type { CallWorld } from './change-call.ts'
import { expireCall } from './expire-call.ts'
import { expireTogether } from './expire-together.ts'

/** Calls looked after in one sweep; the next one follows soon. */
const CALLS_PER_SWEEP = 5000
/** Calls of one transaction. Their conversations are locked for as long as it takes, so it must not take long. */
const CALLS_TOGETHER = 100

/** Batches under way at once: while one waits for the disk, this process prepares another. */
const LANES = 3

type SweepWorld = CallWorld & Pick<World, 'logger'>
type Overdue = { id: CallId; conversationId: ConversationId }

/** Carries out deadlines that nobody else has, and says which. One that fails is logged, and holds up no other. */
export async function sweepOverdue(world: SweepWorld): Promise<CallId[]> {
  const overdue = await listOverdue(world)
  const batches = batchesOf(overdue).values()
  const expired: CallId[] = []
  const lanes = Array.from({ length: LANES }, async () => {
    for (const batch of batches) expired.push(...(await tryTogether(world, batch)))
  })
  await Promise.all(lanes)
  // Held by others or failed; most that others held are done by now.
  const rest = expired.length < overdue.length ? await listOverdue(world) : []
  for (const { id } of rest) if (await tryAlone(world, id)) expired.push(id)
  return expired
}

async function listOverdue({ db }: SweepWorld): Promise<Overdue[]> {
  const { rows } = await db.execute<Overdue>(sql`
    select id, conversation_id as "conversationId" from calls
    where state in ('calling', 'ringing', 'active') and ringing_until <= clock_timestamp()
      and exists (select from call_participants where call_id = calls.id and standing = 'rung')
    order by ringing_until limit ${CALLS_PER_SWEEP}`)
  return rows
}

const batchesOf = (overdue: Overdue[]): Overdue[][] =>
  Array.from({ length: Math.ceil(overdue.length / CALLS_TOGETHER) }, (_, at) =>
    overdue.slice(at * CALLS_TOGETHER, (at + 1) * CALLS_TOGETHER),
  )

/** What could not be done together is tried one by one after that. */
async function tryTogether(world: SweepWorld, overdue: Overdue[]): Promise<CallId[]> {
  try {
    return await expireTogether(world, overdue)
  } catch (error) {
    world.logger.warn({ err: error }, 'Deadlines could not be carried out together')
    return []
  }
}

async function tryAlone(world: SweepWorld, callId: CallId): Promise<boolean> {
  try {
    return (await expireCall(world, callId)).kind === 'expired'
  } catch (error) {
    world.logger.warn({ err: error, callId }, 'A deadline could not be carried out')
    return false
  }
}
