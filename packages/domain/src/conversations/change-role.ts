import { members } from '@chatterly/db/schema/conversations'
import { canChangeRole, hasFixedMembers } from '@chatterly/protocol/conversations/policy'
import type { ChangeRole } from '@chatterly/protocol/conversations/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq, isNull } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { changeConversation } from '../log/change-conversation.ts'
import { accessConversation } from './access.ts'
import { countOwners, findMembership } from './queries.ts'

/**
 * Makes somebody an owner, an admin or a member. Who is that already stays it, and one owner always stays.
 *
 * @throws conversation.not_found, conversation.join_first, conversation.direct_is_fixed, member.forbidden,
 * member.not_found, conversation.owner_must_stay
 */
export async function changeRole(ctx: Acting, { conversationId, userId, role }: ChangeRole): Promise<void> {
  await changeConversation(ctx, conversationId, async (log) => {
    const { conversation, member } = await accessConversation({ ...ctx, db: log.tx }, conversationId)
    if (hasFixedMembers(conversation)) throw new Refusal('conversation.direct_is_fixed')
    const other = await findMembership(log.tx, conversationId, userId)
    if (!other) throw new Refusal('member.not_found')
    if (!canChangeRole(conversation, member)) throw new Refusal('member.forbidden')
    if (other.member.role === role) return
    if (other.member.role === 'owner' && (await countOwners(log.tx, conversationId)) === 1)
      throw new Refusal('conversation.owner_must_stay')
    await log.tx
      .update(members)
      .set({ role })
      .where(
        and(eq(members.conversationId, conversationId), eq(members.userId, userId), isNull(members.leftSeq)),
      )
    log.record({ type: 'member.changed', actorId: ctx.actor.userId, data: { userId } })
  })
}
