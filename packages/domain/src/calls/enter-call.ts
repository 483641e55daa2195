import { callParticipants } from '@chatterly/db/schema/calls'
import { hasRoom } from '@chatterly/protocol/calls/policy'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { DeviceId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { sql } from 'drizzle-orm'
import { advanceCall } from './advance-call.ts'
import { type LockedCall, participantOf } from './change-call.ts'

/**
 * Brings somebody into the call, answering it where it rings for them. Who is in it already goes on with the device
 * named, which takes the place of the one before.
 *
 * @throws call.full, call.over
 */
export async function enterCall(
  locked: LockedCall,
  userId: UserId,
  device: DeviceId | undefined,
): Promise<void> {
  const own = participantOf(locked, userId)
  const isIn = own?.standing === 'present'
  if (isIn && (device === undefined || own.device === device)) return
  const presentCount = locked.participants.filter(({ standing }) => standing === 'present').length
  if (!isIn && !hasRoom(locked.call, presentCount)) throw new Refusal('call.full')
  await sit(locked, userId, device)
  await advanceCall(locked, isRung(own) ? 'accept' : 'join', { actorId: userId, userId })
}

/** When somebody came first is kept, however often they go and come back. */
async function sit(
  { log, call, participants }: LockedCall,
  userId: UserId,
  device: DeviceId | undefined,
): Promise<void> {
  const now = sql`clock_timestamp()`
  const seat = { standing: 'present' as const, device: device ?? null, leftAt: null, heardAt: now }
  await log.tx
    .insert(callParticipants)
    .values({ callId: call.id, userId, place: participants.length, joinedAt: now, ...seat })
    .onConflictDoUpdate({
      target: [callParticipants.callId, callParticipants.userId],
      set: { ...seat, joinedAt: sql`coalesce(${callParticipants.joinedAt}, clock_timestamp())` },
    })
}
