import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import type { ReactionRow } from '@chatterly/db/schema/reactions'
import { eq, sql } from 'drizzle-orm'
import type { OpenLog } from '../log/change-conversation.ts'

/** Notes on the message that its reactions changed, and records what changed with all that a reader is told. */
export async function recordReaction(
  log: OpenLog,
  type: 'reaction.added' | 'reaction.removed',
  { message, reaction }: { message: MessageRow; reaction: ReactionRow },
): Promise<void> {
  if (message.number === null) throw new Error(`Message ${message.id} is not in the main timeline`)
  const difference = type === 'reaction.added' ? 1 : -1
  await log.tx
    .update(messages)
    .set({
      reactionCount: sql`${messages.reactionCount} + ${difference}`,
      changedSeq: log.nextSeq(),
    })
    .where(eq(messages.id, message.id))
  const { id: reactionId, emoji, userId } = reaction
  const data = { reactionId, emoji, userId, messageNumber: message.number, messageSeq: message.seq }
  log.record({ type, actorId: userId, messageId: message.id, data })
}
