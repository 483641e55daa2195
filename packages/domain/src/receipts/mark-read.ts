import { members } from '@chatterly/db/schema/conversations'
import { readMarks } from '@chatterly/db/schema/receipts'
import type { MarkRead, ReadPositionView } from '@chatterly/protocol/receipts/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { toMyConversationView } from '../conversations/view.ts'

/**
 * Moves the read position forward and tells the person's other tabs. A position never moves back.
 *
 * @throws conversation.not_found, conversation.join_first, receipt.beyond_end
 */
export async function markRead(ctx: Acting, { conversationId, number }: MarkRead): Promise<ReadPositionView> {
  const { userId } = ctx.actor
  await ctx.db.transaction(async (tx) => {
    const { conversation } = await accessConversation({ ...ctx, db: tx }, conversationId)
    if (number > conversation.messageCount) throw new Refusal('receipt.beyond_end')
    const moved = await tx
      .update(members)
      .set({ lastReadNumber: number })
      .where(
        and(
          eq(members.conversationId, conversationId),
          eq(members.userId, userId),
          isNull(members.leftSeq),
          lt(members.lastReadNumber, number),
        ),
      )
    if (moved.rowCount)
      await tx.insert(readMarks).values({ conversationId, userId, number }).onConflictDoNothing()
  })
  const position = await readPosition(ctx, conversationId)
  ctx.hub.tellPerson(userId, { type: 'read.moved', position })
  return position
}

/** Read in one snapshot, so that the count and the number it was worked out at belong together. */
function readPosition(ctx: Acting, conversationId: MarkRead['conversationId']): Promise<ReadPositionView> {
  return ctx.db.transaction(
    async (tx) => {
      const membership = await accessConversation({ ...ctx, db: tx }, conversationId)
      const { me, seq } = await toMyConversationView(tx, ctx.actor.userId, membership)
      const { lastReadNumber, uncountedAfterRead, unread } = me
      return { conversationId, lastReadNumber, uncountedAfterRead, unread, seq }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
