import type { Reader } from '@chatterly/db/database'
import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { visibleFrom } from '@chatterly/protocol/conversations/policy'
import type { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, gte } from 'drizzle-orm'
import { listMyMemberships, type Membership } from '../conversations/access.ts'

/**
 * A message the member may read. One from before they came to a group is not found.
 *
 * @throws message.not_found
 */
export function accessMessage(
  { db }: { db: Reader },
  { conversation, member }: Membership,
  id: MessageId,
): Promise<MessageRow> {
  return accessFrom(db, { conversationId: conversation.id, id, from: visibleFrom(conversation, member) })
}

/**
 * A message by its id alone, in any conversation the viewer is in. Elsewhere and nowhere are alike.
 *
 * @throws message.not_found
 */
export async function accessMessageAnywhere(
  viewer: { db: Reader; actor: { userId: UserId } },
  id: MessageId,
): Promise<MessageRow> {
  const [found] = await viewer.db
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(eq(messages.id, id))
  const [membership] = found ? await listMyMemberships(viewer, found.conversationId) : []
  if (!membership) throw new Refusal('message.not_found')
  return accessMessage(viewer, membership, id)
}

/**
 * A message of a conversation whose sender asks for it again.
 *
 * @throws message.not_found
 */
export const accessSent = (
  { db }: { db: Reader },
  conversationId: ConversationId,
  id: MessageId,
): Promise<MessageRow> => accessFrom(db, { conversationId, id, from: 0 })

async function accessFrom(
  db: Reader,
  { conversationId, id, from }: { conversationId: ConversationId; id: MessageId; from: number },
): Promise<MessageRow> {
  const [message] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.id, id), eq(messages.conversationId, conversationId), gte(messages.seq, from)))
  if (!message) throw new Refusal('message.not_found')
  return message
}
