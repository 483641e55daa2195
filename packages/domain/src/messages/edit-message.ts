import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { MessageId } from '@chatterly/protocol/ids'
import { canEdit, isDeleted } from '@chatterly/protocol/messages/policy'
import type { EditMessage } from '@chatterly/protocol/messages/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq, sql } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { findMade, keepKey, retryKeyRace } from '../log/idempotency.ts'
import { accessMessage, accessSent } from './access.ts'
import { parseContent } from './parse-content.ts'

/**
 * Gives one's own message another body. The same body again changes nothing; a retry with the same key neither, also
 * when the message was changed once more in between.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found, message.deleted, message.edit_forbidden,
 * idempotency.key_reused
 */
export async function editMessage(ctx: Acting, input: EditMessage): Promise<MessageRow> {
  const { conversationId, messageId, body, key } = input
  const { userId } = ctx.actor
  const content = parseContent(body)
  const request = { actorId: userId, key, content: ['edit', conversationId, messageId, body] }
  const edit = () =>
    changeConversation(ctx, conversationId, async (log) => {
      const viewer = { ...ctx, db: log.tx }
      const made = await findMade(log.tx, request)
      // Also for who was removed since: what was changed stays changed, and a refusal would deny it.
      if (made) return accessSent(viewer, conversationId, MessageId.parse(made))
      const membership = await accessConversation(viewer, conversationId)
      const message = await accessMessage(viewer, membership, messageId)
      if (isDeleted(message)) throw new Refusal('message.deleted')
      if (!canEdit(ctx.actor, message)) throw new Refusal('message.edit_forbidden')
      await keepKey(log.tx, request, messageId)
      if (message.body === body) return message
      const changed = {
        body,
        metadata: content ? { content } : {},
        editedAt: sql`clock_timestamp()`,
        changedSeq: log.nextSeq(),
      }
      const [edited] = await log.tx
        .update(messages)
        .set(changed)
        .where(eq(messages.id, messageId))
        .returning()
      if (!edited) throw new Error('A message was not there any more to be edited')
      log.record({ type: 'message.edited', actorId: userId, messageId })
      return edited
    })
  return retryKeyRace(edit)
}
