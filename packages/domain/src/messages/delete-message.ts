import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { canDelete, isDeleted } from '@chatterly/protocol/messages/policy'
import type { OneMessage } from '@chatterly/protocol/messages/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq, sql } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessMessage } from './access.ts'

/**
 * Leaves a tombstone where a message was: its number stays, its body is shown nowhere any more. What is deleted
 * already stays as it is.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found, message.delete_forbidden
 */
export function deleteMessage(ctx: Acting, { conversationId, messageId }: OneMessage): Promise<MessageRow> {
  return changeConversation(ctx, conversationId, async (log) => {
    const viewer = { ...ctx, db: log.tx }
    const membership = await accessConversation(viewer, conversationId)
    const message = await accessMessage(viewer, membership, messageId)
    if (isDeleted(message)) return message
    if (!canDelete(membership.member, message)) throw new Refusal('message.delete_forbidden')
    const [deleted] = await log.tx
      .update(messages)
      .set({ deletedAt: sql`clock_timestamp()`, changedSeq: log.nextSeq() })
      .where(eq(messages.id, messageId))
      .returning()
    if (!deleted) throw new Error('A message was not there any more to be deleted')
    log.record({ type: 'message.deleted', actorId: ctx.actor.userId, messageId })
    return deleted
  })
}
