import type { Reader } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { type CallParticipantRow, type CallRow, callParticipants, calls } from '@chatterly/db/schema/calls'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { CallId, ConversationId, UserId } from '@chatterly/protocol/ids'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'

/** As the index of open calls says it. */
export const isOpen = sql`${calls.state} in ('calling', 'ringing', 'active')`

export async function findCall(db: Reader, id: CallId): Promise<CallRow | undefined> {
  const [call] = await db.select().from(calls).where(eq(calls.id, id))
  return call
}

/** There is at most one. */
export async function findOpenCall(db: Reader, id: ConversationId): Promise<CallRow | undefined> {
  const [call] = await db
    .select()
    .from(calls)
    .where(and(eq(calls.conversationId, id), isOpen))
  return call
}

export const listCalls = (db: Reader, ids: CallId[]): Promise<CallRow[]> =>
  db.select().from(calls).where(inArray(calls.id, ids))

export const listParticipants = (db: Reader, ids: CallId[]): Promise<CallParticipantRow[]> =>
  db
    .select()
    .from(callParticipants)
    .where(isOneOf(callParticipants.callId, ids))
    .orderBy(asc(callParticipants.place), asc(callParticipants.userId))

export async function isParticipant(db: Reader, callId: CallId, userId: UserId): Promise<boolean> {
  const [participant] = await db
    .select({ place: callParticipants.place })
    .from(callParticipants)
    .where(and(eq(callParticipants.callId, callId), eq(callParticipants.userId, userId)))
  return participant !== undefined
}

export type ParticipantWithUser = { participant: CallParticipantRow; user: UserRow }

/** Of many calls, in the order they were called or came. */
export const listParticipantsOfMany = (db: Reader, ids: CallId[]): Promise<ParticipantWithUser[]> =>
  db
    .select({ participant: callParticipants, user: users })
    .from(callParticipants)
    .innerJoin(users, eq(users.id, callParticipants.userId))
    .where(inArray(callParticipants.callId, ids))
    .orderBy(asc(callParticipants.place), asc(callParticipants.userId))

/** Who of them is in a call at the moment. */
export async function listBusy(db: Reader, userIds: readonly UserId[]): Promise<Set<UserId>> {
  if (userIds.length === 0) return new Set()
  const rows = await db
    .select({ userId: callParticipants.userId })
    .from(callParticipants)
    .where(and(isOneOf(callParticipants.userId, userIds), eq(callParticipants.standing, 'present')))
  return new Set(rows.map((row) => row.userId))
}
