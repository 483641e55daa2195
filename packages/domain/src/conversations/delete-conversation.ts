import { conversations, members } from '@chatterly/db/schema/conversations'
import { canDeleteConversation, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { ConversationId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessConversation } from './access.ts'

/**
 * Ends a conversation for everybody in it, with one change: the last that any of them receives. Nobody finds it any
 * more; what was said stays in the database until it is purged.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, conversation.forbidden
 */
export async function deleteConversation(ctx: Acting, conversationId: ConversationId): Promise<void> {
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    if (!canDeleteConversation(conversation, member)) throw new Refusal('conversation.forbidden')
    await log.tx
      .update(members)
      .set({ leftSeq: log.nextSeq() })
      .where(and(eq(members.conversationId, conversationId), isNull(members.leftSeq)))
    await log.tx
      .update(conversations)
      .set({ deletedAt: sql`clock_timestamp()` })
      .where(eq(conversations.id, conversationId))
    log.countMembers(-conversation.memberCount)
    log.record({ type: 'conversation.deleted', actorId: ctx.actor.userId })
  })
}
