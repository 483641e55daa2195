import { members } from '@chatterly/db/schema/conversations'
import { canRemoveMember, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { changeConversation, type OpenLog } from '../log/change-conversation.ts'
import { accessConversation } from './access.ts'
import { countOwners, findMembership } from './queries.ts'

/**
 * Ends somebody's membership with this change, which is the last they receive.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, member.not_found,
 * member.forbidden, conversation.owner_must_stay
 */
export async function removeMember(
  ctx: Acting,
  conversationId: ConversationId,
  userId: UserId,
): Promise<void> {
  if (userId === ctx.actor.userId) return leaveConversation(ctx, conversationId)
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    const other = await findMembership(log.tx, conversationId, userId)
    if (!other) throw new Refusal('member.not_found')
    if (!canRemoveMember(conversation, member, other.member)) throw new Refusal('member.forbidden')
    await endMembership(log, ctx.actor.userId, userId)
  })
}

/**
 * Ends one's own membership.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, conversation.owner_must_stay
 */
export async function leaveConversation(ctx: Acting, conversationId: ConversationId): Promise<void> {
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    const isLastOwner = member.role === 'owner' && (await countOwners(log.tx, conversationId)) === 1
    if (isLastOwner && conversation.memberCount > 1) throw new Refusal('conversation.owner_must_stay')
    await endMembership(log, ctx.actor.userId, ctx.actor.userId)
  })
}

async function endMembership(log: OpenLog, actorId: UserId, userId: UserId): Promise<void> {
  await log.tx
    .update(members)
    .set({ leftSeq: log.nextSeq() })
    .where(
      and(
        eq(members.conversationId, log.conversation.id),
        eq(members.userId, userId),
        isNull(members.leftSeq),
      ),
    )
  log.countMembers(-1)
  log.record({ type: 'member.left', actorId, data: { userId } })
}
