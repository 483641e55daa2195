import type { Database } from '@chatterly/db/database'
import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { members } from '@chatterly/db/schema/conversations'
import type { Bus } from '@chatterly/platform/bus'
import type { Logger } from '@chatterly/platform/logger'
import { CallId, type DeviceId, type UserId } from '@chatterly/protocol/ids'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'

/** On which device each of those in a call is. */
export type Seats = ReadonlyMap<UserId, DeviceId>

export type CallSeats = ReturnType<typeof createCallSeats>

/** Milliseconds. How long somebody who has left could still be spoken for, where the bus has lost the word of it. */
const SEATS_TTL_MS = 5000
/** Milliseconds. After this they are read again beside, so that where signals keep coming none of them waits. */
const SEATS_FRESH_MS = 2000
const CALLS_MAX = 10_000
const CHANNEL = 'calls'
const Changed = z.object({ callId: CallId })

/**
 * Who sits where, held in memory so that a signal asks no database: read once, and again after every change of the
 * call, of which all processes are told.
 */
export function createCallSeats({ db, bus, logger }: { db: Database; bus: Bus; logger: Logger }) {
  /** Also while they are being read, so that those who ask meanwhile wait for the same answer. */
  const held = new LRUCache<CallId, Promise<Seats>>({ max: CALLS_MAX, ttl: SEATS_TTL_MS })
  const refreshing = new Set<CallId>()
  let hearing: Promise<unknown> | undefined

  async function find(callId: CallId): Promise<Seats> {
    hearing ??= bus.subscribe(CHANNEL, (message) => held.delete(Changed.parse(message).callId))
    await hearing
    const seats = held.get(callId)
    if (!seats) return read(callId)
    if (held.getRemainingTTL(callId) < SEATS_TTL_MS - SEATS_FRESH_MS) void refresh(callId, seats)
    return seats
  }

  /** What is held is answered with meanwhile; when this fails, it ends when it would have. */
  async function refresh(callId: CallId, seats: Promise<Seats>): Promise<void> {
    if (refreshing.has(callId)) return
    refreshing.add(callId)
    const start = performance.now()
    try {
      const fresh = await readSeats(db, callId)
      // Otherwise the call has changed while they were read.
      if (held.peek(callId) === seats) held.set(callId, Promise.resolve(fresh), { start })
    } catch (error) {
      logger.warn({ err: error, callId }, 'Who sits where could not be read again')
    } finally {
      refreshing.delete(callId)
    }
  }

  function read(callId: CallId): Promise<Seats> {
    const seats = readSeats(db, callId)
    held.set(callId, seats)
    seats.catch(() => held.delete(callId))
    return seats
  }

  return {
    /** With everybody who is asked for, if they are there at all: whoever is missing is looked for again. */
    async findWith(callId: CallId, userIds: readonly UserId[]): Promise<Seats> {
      const wasHeld = held.has(callId)
      const seats = await find(callId)
      if (!wasHeld || userIds.every((userId) => seats.has(userId))) return seats
      held.delete(callId)
      return find(callId)
    },

    /** Tells all processes. */
    changed(callId: CallId): void {
      held.delete(callId)
      bus
        .publish(CHANNEL, { callId })
        .catch((error: unknown) => logger.warn({ err: error }, 'Could not say that a call has changed'))
    },
  }
}

/** Only of those who still are members of the conversation. */
async function readSeats(db: Database, callId: CallId): Promise<Seats> {
  const rows = await db
    .select({ userId: callParticipants.userId, device: callParticipants.device })
    .from(callParticipants)
    .innerJoin(calls, eq(calls.id, callParticipants.callId))
    .innerJoin(
      members,
      and(
        eq(members.conversationId, calls.conversationId),
        eq(members.userId, callParticipants.userId),
        isNull(members.leftSeq),
      ),
    )
    .where(
      and(
        eq(callParticipants.callId, callId),
        eq(callParticipants.standing, 'present'),
        isNotNull(callParticipants.device),
      ),
    )
  return new Map(rows.flatMap(({ userId, device }) => (device ? [[userId, device] as const] : [])))
}
