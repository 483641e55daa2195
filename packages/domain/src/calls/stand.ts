import { type CallParticipantRow, callParticipants } from '@chatterly/db/schema/calls'
import type { UserId } from '@chatterly/protocol/ids'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { LockedCall } from './change-call.ts'

type Standing = Pick<CallParticipantRow, 'standing'> & { leftAt?: SQL }

/** Somebody's part in the call changes; the call itself is moved on after that. */
export async function stand({ log, call }: LockedCall, userId: UserId, standing: Standing): Promise<void> {
  await log.tx
    .update(callParticipants)
    .set(standing)
    .where(and(eq(callParticipants.callId, call.id), eq(callParticipants.userId, userId)))
}

export const standsLeft = () => ({ standing: 'left' as const, leftAt: sql`clock_timestamp()` })
