import { isModerator, isPublic } from '../conversations/policy.ts'
import type { ConversationKind, MemberRole } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'
import type { CallMedia } from '../messages/call-card.ts'
import { type CallState, isOver } from './machine.ts'
import { CALL_RING_MEMBERS_MAX, CALL_VIDEO_MAX, CALL_VOICE_MAX, type CallStanding } from './shapes.ts'

type Person = { userId: UserId }
type Member = Person & { role: MemberRole }
type Conversation = { kind: ConversationKind; memberCount: number }

/** Direct conversations and small groups ring. A channel is a place: its call is seen, and people come by. */
export const rings = (conversation: Conversation) =>
  !isPublic(conversation) && conversation.memberCount <= CALL_RING_MEMBERS_MAX

/** In a direct conversation either hangs up for both; elsewhere it is for who started it, and who keeps the place. */
export const canEndCall = (conversation: Conversation, member: Member, call: { startedBy: UserId }) =>
  conversation.kind === 'direct' || call.startedBy === member.userId || isModerator(member)

/** Whoever is called may answer or decline, until it rings no more. */
export const isRung = (participant: { standing: CallStanding } | undefined) =>
  participant?.standing === 'rung'

export const callPeopleMax = (media: CallMedia) => (media === 'video' ? CALL_VIDEO_MAX : CALL_VOICE_MAX)

/** One more. */
export const hasRoom = (call: { media: CallMedia }, presentCount: number) =>
  presentCount < callPeopleMax(call.media)

type Ringing = {
  state: CallState
  ringingUntil: string | null
  participants: readonly { user: { id: UserId }; standing: CallStanding }[]
}

/**
 * Whether a device of the viewer rings now. An event that is replayed or comes late carries the call as it is, so it
 * never rings for a call that is answered, declined or over; and never past the deadline.
 *
 * @param nowMs the server's time, as the client knows it
 */
export function shouldRing(call: Ringing, viewerId: UserId, nowMs: number): boolean {
  if (isOver(call.state) || call.ringingUntil === null) return false
  const own = call.participants.find(({ user }) => user.id === viewerId)
  return isRung(own) && Date.parse(call.ringingUntil) > nowMs
}
