import type { MessageRow } from '@chatterly/db/schema/messages'
import type { GetMessage } from '@chatterly/protocol/messages/shapes'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { accessMessage, accessMessageAnywhere } from './access.ts'

/**
 * One message the viewer may read, in the conversation they name or in any of theirs.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found
 */
export async function getMessage(
  ctx: Acting,
  { conversationId, messageId }: GetMessage,
): Promise<MessageRow> {
  if (!conversationId) return accessMessageAnywhere(ctx, messageId)
  return accessMessage(ctx, await accessConversation(ctx, conversationId), messageId)
}
