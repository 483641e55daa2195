import type { Reader } from '@chatterly/db/database'
import type { CallRow } from '@chatterly/db/schema/calls'
import { isOver } from '@chatterly/protocol/calls/machine'
import { visibleFrom } from '@chatterly/protocol/conversations/policy'
import type { CallId, UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { listMyMemberships, type Membership } from '../conversations/access.ts'
import { findCall, isParticipant } from './queries.ts'

/**
 * A call of a conversation the viewer is in. One that was over before they came to a group is not found.
 *
 * @throws call.not_found
 */
export async function accessCall(
  viewer: { db: Reader; actor: { userId: UserId } },
  id: CallId,
): Promise<{ call: CallRow; membership: Membership }> {
  const call = await findCall(viewer.db, id)
  const [membership] = call ? await listMyMemberships(viewer, call.conversationId) : []
  if (!call || !membership) throw new Refusal('call.not_found')
  const from = visibleFrom(membership.conversation, membership.member)
  if (isOver(call.state) && call.startedSeq < from) throw new Refusal('call.not_found')
  return { call, membership }
}

/**
 * A call the viewer was called to or took part in.
 *
 * @throws call.not_found, call.not_invited
 */
export async function accessOwnCall(
  viewer: { db: Reader; actor: { userId: UserId } },
  id: CallId,
): Promise<void> {
  await accessCall(viewer, id)
  if (!(await isParticipant(viewer.db, id, viewer.actor.userId))) throw new Refusal('call.not_invited')
}
