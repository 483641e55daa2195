import type { Reader } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { type CallParticipantRow, type CallRow, callParticipants, calls } from '@chatterly/db/schema/calls'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { CallId, ConversationId } from '@chatterly/protocol/ids'
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

export const listOpenCalls = (db: Reader, ids: readonly ConversationId[]): Promise<CallRow[]> =>
  db
    .select()
    .from(calls)
    .where(and(isOneOf(calls.conversationId, ids), isOpen))
    .orderBy(asc(calls.id))

export const listCalls = (db: Reader, ids: CallId[]): Promise<CallRow[]> =>
  db.select().from(calls).where(inArray(calls.id, ids))

export const listParticipants = (db: Reader, id: CallId): Promise<CallParticipantRow[]> =>
  db
    .select()
    .from(callParticipants)
    .where(eq(callParticipants.callId, id))
    .orderBy(asc(callParticipants.place), asc(callParticipants.userId))

export type ParticipantWithUser = { participant: CallParticipantRow; user: UserRow }

/** Of many calls, in the order they were called or came. */
export const listParticipantsOfMany = (db: Reader, ids: CallId[]): Promise<ParticipantWithUser[]> =>
  db
    .select({ participant: callParticipants, user: users })
    .from(callParticipants)
    .innerJoin(users, eq(users.id, callParticipants.userId))
    .where(inArray(callParticipants.callId, ids))
    .orderBy(asc(callParticipants.place), asc(callParticipants.userId))
