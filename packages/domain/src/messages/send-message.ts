import type { MessageRow } from '@chatterly/db/schema/messages'
import { MessageId } from '@chatterly/protocol/ids'
import type { SendMessage } from '@chatterly/protocol/messages/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { accessChannel } from '../conversations/access.ts'
import { findMade, hashOf, type KeyedRequest } from '../log/idempotency.ts'
import { accessSent } from './access.ts'
import { parseContent } from './parse-content.ts'

/**
 * Says something. A retry with the same key is answered with the message it made before.
 *
 * @throws conversation.not_found, conversation.join_first, idempotency.key_reused, service.unavailable
 */
export async function sendMessage(
  ctx: Acting,
  { conversationId, body, key }: SendMessage,
): Promise<MessageRow> {
  const senderId = ctx.actor.userId
  const content = parseContent(body)
  const request = { actorId: senderId, key, content: ['send', conversationId, body] }
  const outcome = await ctx.writer.write({
    conversationId,
    senderId,
    key,
    requestHash: hashOf(request.content),
    body,
    metadata: content ? { content } : {},
  })
  if (outcome.kind === 'written') return outcome.written.message
  if (outcome.kind === 'replayed') return findSent(ctx, conversationId, request)
  // Removed between the first try and this one: what was said stays said, and a refusal would deny it.
  if (await findMade(ctx.db, request)) return findSent(ctx, conversationId, request)
  // A channel that was deleted is none to join.
  if (outcome.kind === 'join_first') await accessChannel(ctx, conversationId)
  throw new Refusal(`conversation.${outcome.kind}`)
}

async function findSent(ctx: Acting, conversationId: SendMessage['conversationId'], request: KeyedRequest) {
  const sent = await findMade(ctx.db, request)
  if (!sent) throw new Error('A key was used, and what it made is not known')
  return accessSent(ctx, conversationId, MessageId.parse(sent))
}
