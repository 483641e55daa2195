import { isModerator, isPublic } from '../conversations/policy.ts'
import type { ConversationKind, MemberRole } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'
import type { CallMedia } from '../messages/call-card.ts'
import { CALL_RING_MEMBERS_MAX, CALL_VIDEO_MAX, CALL_VOICE_MAX } from './shapes.ts'

type Person = { userId: UserId }
type Member = Person & { role: MemberRole }
type Conversation = { kind: ConversationKind; memberCount: number }

/** Direct conversations and small groups ring. A channel is a place: its call is seen, and people come by. */
export const rings = (conversation: Conversation) =>
  !isPublic(conversation) && conversation.memberCount <= CALL_RING_MEMBERS_MAX

/** In a direct conversation either hangs up for both; elsewhere it is for who started it, and who keeps the place. */
export const canEndCall = (conversation: Conversation, member: Member, call: { startedBy: UserId }) =>
  conversation.kind === 'direct' || call.startedBy === member.userId || isModerator(member)

export const callPeopleMax = (media: CallMedia) => (media === 'video' ? CALL_VIDEO_MAX : CALL_VOICE_MAX)

/** One more. */
export const hasRoom = (call: { media: CallMedia }, presentCount: number) =>
  presentCount < callPeopleMax(call.media)
