import { conversations } from '@chatterly/db/schema/conversations'
import { canUpdateConversation, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { UpdateConversation } from '@chatterly/protocol/conversations/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessConversation } from './access.ts'

/**
 * Gives a conversation another name or topic. What it has already changes nothing.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, conversation.forbidden
 */
export async function updateConversation(
  ctx: Acting,
  { conversationId, ...change }: UpdateConversation,
): Promise<void> {
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    if (!canUpdateConversation(conversation, member)) throw new Refusal('conversation.forbidden')
    const name = change.name ?? conversation.name
    const topic = change.topic === undefined ? conversation.topic : change.topic || null
    if (name === conversation.name && topic === conversation.topic) return
    await log.tx.update(conversations).set({ name, topic }).where(eq(conversations.id, conversationId))
    log.record({ type: 'conversation.updated', actorId: ctx.actor.userId })
  })
}
