import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { MessageId } from '@chatterly/protocol/ids'
import type { SendMessage } from '@chatterly/protocol/messages/shapes'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation, type OpenLog } from '../log/change-conversation.ts'
import { findMade, keepKey, retryKeyRace } from '../log/idempotency.ts'
import { accessMessage } from './access.ts'
import { parseContent } from './parse-content.ts'

/**
 * Says something. A retry with the same key is answered with the message it made before.
 *
 * @throws conversation.not_found, conversation.join_first, idempotency.key_reused
 */
export async function sendMessage(
  ctx: Acting,
  { conversationId, body, key }: SendMessage,
): Promise<MessageRow> {
  const content = parseContent(body)
  const request = { actorId: ctx.actor.userId, key, content: ['send', conversationId, body] }
  return retryKeyRace(() =>
    changeConversation(ctx, conversationId, async (log) => {
      await accessConversation({ ...ctx, db: log.tx }, conversationId)
      const sent = await findMade(log.tx, request)
      if (sent) return accessMessage({ db: log.tx }, conversationId, MessageId.parse(sent))
      const message = await insertMessage(log, {
        conversationId,
        senderId: ctx.actor.userId,
        body,
        metadata: content ? { content } : {},
      })
      await keepKey(log.tx, request, message.id)
      return message
    }),
  )
}

async function insertMessage(
  log: OpenLog,
  values: Pick<MessageRow, 'conversationId' | 'senderId' | 'body' | 'metadata'>,
): Promise<MessageRow> {
  const [message] = await log.tx
    .insert(messages)
    .values({ ...values, number: log.nextNumber(), seq: log.nextSeq() })
    .returning()
  if (!message) throw new Error('The new message was not returned')
  log.countMessage(message)
  log.record({ type: 'message.created', actorId: message.senderId, messageId: message.id })
  return message
}
