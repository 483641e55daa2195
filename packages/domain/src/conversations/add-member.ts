import { members } from '@chatterly/db/schema/conversations'
import { canAddMember, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import { changeConversation, type OpenLog } from '../log/change-conversation.ts'
import { accessUser } from '../users/access.ts'
import { accessChannel, accessConversation } from './access.ts'
import { membersMax } from './create-conversation.ts'
import { findMembership } from './queries.ts'

/**
 * Brings somebody in. Who is there already stays as they are.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, member.forbidden,
 * user.not_found, conversation.too_large
 */
export async function addMember(ctx: Acting, conversationId: ConversationId, userId: UserId): Promise<void> {
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    if (!canAddMember(conversation, member)) throw new Refusal('member.forbidden')
    await accessUser(log.tx, userId)
    await insertMember(log, ctx.actor.userId, userId)
  })
}

/**
 * Enters a public channel.
 *
 * @throws conversation.not_found, conversation.too_large
 */
export async function joinChannel(ctx: Acting, conversationId: ConversationId): Promise<void> {
  const { userId } = ctx.actor
  if (await findMembership(ctx.db, conversationId, userId)) return
  await accessChannel(ctx, conversationId)
  await changeConversation(ctx, conversationId, async (log) => {
    // Again, now that nobody can delete it.
    await accessChannel({ db: log.tx }, conversationId)
    await insertMember(log, userId, userId)
  })
}

/** A new period of membership begins with the next change; what was said before counts as read. */
async function insertMember(log: OpenLog, actorId: UserId, userId: UserId): Promise<void> {
  const { conversation } = log
  if (await findMembership(log.tx, conversation.id, userId)) return
  if (conversation.memberCount >= membersMax[conversation.kind]) throw new Refusal('conversation.too_large')
  await log.tx.insert(members).values({
    conversationId: conversation.id,
    userId,
    role: 'member',
    joinedSeq: log.nextSeq(),
    joinedNumber: conversation.messageCount,
    lastReadNumber: conversation.messageCount,
  })
  log.countMembers(1)
  log.record({ type: 'member.joined', actorId, data: { userId } })
}
