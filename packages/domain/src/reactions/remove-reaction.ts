import type { Reader } from '@chatterly/db/database'
import { messages } from '@chatterly/db/schema/messages'
import { type ReactionRow, reactions } from '@chatterly/db/schema/reactions'
import type { UserId } from '@chatterly/protocol/ids'
import { canReact, canRemoveReaction } from '@chatterly/protocol/reactions/policy'
import type { RemoveReaction } from '@chatterly/protocol/reactions/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessMessage } from '../messages/access.ts'
import { recordReaction } from './record-reaction.ts'

/**
 * Takes one's own reaction back. Where there is none (any more), nothing happens.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found, message.deleted, reaction.forbidden
 */
export async function removeReaction(ctx: Acting, input: RemoveReaction): Promise<void> {
  const { conversationId } = input
  await changeConversation(ctx, conversationId, async (log) => {
    const viewer = { ...ctx, db: log.tx }
    const membership = await accessConversation(viewer, conversationId)
    const reaction = await findReaction(log.tx, ctx.actor.userId, input)
    const messageId = reaction?.messageId ?? ('messageId' in input ? input.messageId : undefined)
    if (messageId === undefined) return
    const message = await accessMessage(viewer, membership, messageId)
    if (!canReact(message)) throw new Refusal('message.deleted')
    if (!reaction) return
    if (!canRemoveReaction(ctx.actor, reaction)) throw new Refusal('reaction.forbidden')
    await log.tx.delete(reactions).where(eq(reactions.id, reaction.id))
    await recordReaction(log, 'reaction.removed', { message, reaction })
  })
}

/** By its id only within the conversation: elsewhere and nowhere are alike. */
async function findReaction(
  db: Reader,
  userId: UserId,
  input: RemoveReaction,
): Promise<ReactionRow | undefined> {
  const isIt =
    'reactionId' in input
      ? eq(reactions.id, input.reactionId)
      : and(
          eq(reactions.messageId, input.messageId),
          eq(reactions.userId, userId),
          eq(reactions.emoji, input.emoji),
        )
  const [found] = await db
    .select({ reaction: reactions })
    .from(reactions)
    .innerJoin(messages, eq(messages.id, reactions.messageId))
    .where(and(isIt, eq(messages.conversationId, input.conversationId)))
  return found?.reaction
}
