import type { Reader } from '@chatterly/db/database'
import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import type { ConversationId, MessageId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'

/**
 * A message of a conversation the caller has entered through its door.
 *
 * @throws message.not_found
 */
export async function accessMessage(
  { db }: { db: Reader },
  conversationId: ConversationId,
  id: MessageId,
): Promise<MessageRow> {
  const [message] = await db
    .select()
    .from(messages)
    .where(and(eq(messages.id, id), eq(messages.conversationId, conversationId)))
  if (!message) throw new Refusal('message.not_found')
  return message
}
