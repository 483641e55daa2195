import { isOneOf } from '@chatterly/db/is-one-of'
import type { Transaction } from '@chatterly/db/database'
import { callParticipants, calls } from '@chatterly/db/schema/calls'
import { isRung } from '@chatterly/protocol/calls/ringing'
import type { CallId, ConversationId } from '@chatterly/protocol/ids'
import { and, eq, sql } from 'drizzle-orm'
import type { OpenLog } from '../log/change-conversation.ts'
import { changeConversations } from '../log/change-conversations.ts'
import { advanceTogether } from './advance-call.ts'
import { type CallWorld, type LockedCall, tellChanged, toLocked } from './change-call.ts'
import { isOpen, listParticipants } from './queries.ts'

type OverdueCall = { id: CallId; conversationId: ConversationId }

/**
 * Carries out the deadlines of many calls in one transaction, and says of which. Left out are those that are decided
 * by now, and those whose conversation somebody else holds.
 */
export async function expireTogether(world: CallWorld, overdue: OverdueCall[]): Promise<CallId[]> {
  const conversationIds = overdue.map(({ conversationId }) => conversationId)
  const expired = await changeConversations(world, conversationIds, async (tx, logs) => {
    const due = await lockDue(tx, logs)
    if (due.length > 0) await stopRinging(tx, due)
    return due
  })
  for (const locked of expired) tellChanged(world, locked)
  return expired.map(({ call }) => call.id)
}

/** Whoever has not answered has missed it, and so has everybody where nobody has. */
export async function stopRinging(tx: Transaction, due: LockedCall[]): Promise<void> {
  const ids = due.map(({ call }) => call.id)
  await tx
    .update(callParticipants)
    .set({ standing: 'missed' })
    .where(and(isOneOf(callParticipants.callId, ids), eq(callParticipants.standing, 'rung')))
  await advanceTogether(tx, due, 'expire', { actorId: null, userId: null })
}

async function lockDue(tx: Transaction, logs: OpenLog[]): Promise<LockedCall[]> {
  const byConversation = new Map(logs.map((log) => [log.conversation.id, log]))
  const rows = await tx
    .select()
    .from(calls)
    .where(
      and(
        isOneOf(calls.conversationId, byConversation.keys()),
        isOpen,
        sql`${calls.ringingUntil} <= clock_timestamp()`,
      ),
    )
  const participants = await listParticipants(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((call) => {
    const log = byConversation.get(call.conversationId)
    const own = participants.filter(({ callId }) => callId === call.id)
    return log && own.some(isRung) ? [toLocked(log, call, own)] : []
  })
}
