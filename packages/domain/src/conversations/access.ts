import type { Reader } from '@chatterly/db/database'
import type { ConversationRow } from '@chatterly/db/schema/conversations'
import { isPublic } from '@chatterly/protocol/conversations/policy'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Acting } from '../context.ts'
import {
  findConversation,
  findMembership,
  listAllMemberships,
  listMembershipsOfMany,
  type Membership,
} from './queries.ts'

type Viewer = { db: Reader; actor: { userId: UserId } }

export { listMembershipsOfMany, type Membership }

/**
 * The conversation and the viewer's membership in it. What one is not in is not found, unless it is public.
 *
 * @throws conversation.not_found, conversation.join_first
 */
export async function accessConversation({ db, actor }: Viewer, id: ConversationId): Promise<Membership> {
  const membership = await findMembership(db, id, actor.userId)
  return membership ?? refuseEntry({ db }, id)
}

/**
 * The same for a mere look, asked together with everybody who looks in the same tick.
 *
 * @throws conversation.not_found, conversation.join_first
 */
export async function accessConversationToRead(
  { db, reads, actor }: Pick<Acting, 'db' | 'reads' | 'actor'>,
  id: ConversationId,
): Promise<Membership> {
  const membership = await reads.membershipIn({ conversationId: id, userId: actor.userId })
  return membership ?? refuseEntry({ db }, id)
}

async function refuseEntry({ db }: { db: Reader }, id: ConversationId): Promise<never> {
  await accessChannel({ db }, id)
  throw new Refusal('conversation.join_first')
}

/**
 * A public channel, whoever asks.
 *
 * @throws conversation.not_found
 */
export async function accessChannel({ db }: { db: Reader }, id: ConversationId): Promise<ConversationRow> {
  const conversation = await findConversation(db, id)
  if (!conversation || conversation.deletedAt || !isPublic(conversation))
    throw new Refusal('conversation.not_found')
  return conversation
}

/** All the viewer is in, or the one named. */
export const listMyMemberships = ({ db, actor }: Viewer, id?: ConversationId): Promise<Membership[]> =>
  listAllMemberships(db, actor.userId, id)
