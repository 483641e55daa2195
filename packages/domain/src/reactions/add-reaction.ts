import { type ReactionRow, reactions } from '@chatterly/db/schema/reactions'
import { Refusal } from '@chatterly/protocol/refusals'
import { canReact, hasRoomFor } from '@chatterly/protocol/reactions/policy'
import type { AddReaction } from '@chatterly/protocol/reactions/shapes'
import { asc, eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessMessage } from '../messages/access.ts'
import { recordReaction } from './record-reaction.ts'

/**
 * Reacts to a message with one emoji. Who has done so already is given that reaction again.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found, message.deleted, reaction.too_many
 */
export function addReaction(
  ctx: Acting,
  { conversationId, messageId, emoji }: AddReaction,
): Promise<ReactionRow> {
  const { userId } = ctx.actor
  return changeConversation(ctx, conversationId, async (log) => {
    const viewer = { ...ctx, db: log.tx }
    const message = await accessMessage(viewer, await accessConversation(viewer, conversationId), messageId)
    if (!canReact(message)) throw new Refusal('message.deleted')
    const present = await log.tx
      .select()
      .from(reactions)
      .where(eq(reactions.messageId, messageId))
      .orderBy(asc(reactions.id))
    const earlier = present.find((reaction) => reaction.userId === userId && reaction.emoji === emoji)
    if (earlier) return earlier
    if (!hasRoomFor(present, emoji)) throw new Refusal('reaction.too_many')
    const [reaction] = await log.tx.insert(reactions).values({ messageId, userId, emoji }).returning()
    if (!reaction) throw new Error('The reaction was not returned')
    await recordReaction(log, 'reaction.added', { message, reaction })
    return reaction
  })
}
