import type { Reader } from '@chatterly/db/database'
import type { EventRow } from '@chatterly/db/schema/log'
import { Refusal } from '@chatterly/protocol/refusals'
import type { EventView } from '../log/event-view.ts'
import { listConversations, listRoles } from './event-queries.ts'
import { findConversation, listJoined } from './queries.ts'
import { toConversationView, toMemberView } from './view.ts'

export async function viewConversationCreated(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'conversation.created'>[]> {
  return Promise.all(
    rows.map(async ({ conversationId, seq }) => {
      const conversation = await findConversation(db, conversationId)
      if (!conversation) throw new Refusal('conversation.not_found')
      const members = await listJoined(db, [{ conversationId, seq }])
      return { conversation: toConversationView(conversation), members: members.map(toMemberView) }
    }),
  )
}

export async function viewMemberJoined(db: Reader, rows: EventRow[]): Promise<EventView<'member.joined'>[]> {
  const joined = await listJoined(db, rows)
  // Rows of many conversations are seen together, and each of those counts from one.
  const byChange = new Map(
    joined.map((each) => [`${each.member.conversationId} ${each.member.joinedSeq}`, each]),
  )
  return rows.map((row) => {
    const found = byChange.get(`${row.conversationId} ${row.seq}`)
    if (!found) throw new Error(`No membership began with change ${row.seq} of ${row.conversationId}`)
    return { member: toMemberView(found) }
  })
}

export async function viewMemberLeft(_db: Reader, rows: EventRow[]): Promise<EventView<'member.left'>[]> {
  return rows.map(({ data: { userId }, seq }) => {
    if (!userId) throw new Error(`Change ${seq} names nobody who left`)
    return { userId }
  })
}

export async function viewConversationUpdated(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'conversation.updated'>[]> {
  const found = await listConversations(
    db,
    rows.map((row) => row.conversationId),
  )
  const byId = new Map(found.map(({ id, name, topic }) => [id, { name, topic }]))
  return rows.map(({ conversationId }) => {
    const updated = byId.get(conversationId)
    if (!updated) throw new Error(`Conversation ${conversationId} was updated and is not there`)
    return updated
  })
}

export const viewConversationDeleted = (
  _db: Reader,
  rows: EventRow[],
): Promise<EventView<'conversation.deleted'>[]> => Promise.resolve(rows.map(() => ({})))

export async function viewMemberChanged(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'member.changed'>[]> {
  const named = rows.map(({ conversationId, data: { userId }, seq }) => {
    if (!userId) throw new Error(`Change ${seq} names nobody whose role changed`)
    return { conversationId, userId }
  })
  const roles = await listRoles(db, named)
  return named.map(({ conversationId, userId }) => {
    const role = roles.get(`${conversationId} ${userId}`)
    if (!role) throw new Error(`${userId} was never in ${conversationId}`)
    return { userId, role }
  })
}
