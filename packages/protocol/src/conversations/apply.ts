import type { UserId } from '../ids.ts'
import type { KeptEvent } from '../realtime/events.ts'
import type { ConversationView, MemberView } from './shapes.ts'

/** Members by person, as far as they are known. */
export type Members = Record<string, MemberView>

/** The conversation after the event. An event it already contains changes nothing. */
export function applyToConversation<View extends ConversationView>(
  conversation: View,
  event: KeptEvent,
): View {
  if (event.seq <= conversation.seq) return conversation
  const seq = event.seq
  switch (event.type) {
    case 'conversation.created':
      return { ...conversation, ...event.conversation, seq: Math.max(seq, event.conversation.seq) }
    case 'conversation.updated':
      return { ...conversation, seq, name: event.name, topic: event.topic }
    case 'conversation.deleted':
      return { ...conversation, seq, memberCount: 0 }
    case 'member.joined':
      return { ...conversation, seq, memberCount: conversation.memberCount + 1 }
    case 'member.left':
      return { ...conversation, seq, memberCount: conversation.memberCount - 1 }
    case 'message.created':
      return {
        ...conversation,
        seq,
        messageCount: event.message.number,
        lastMessageAt: event.message.createdAt,
      }
    case 'member.changed':
    case 'message.edited':
    case 'message.deleted':
    case 'reaction.added':
    case 'reaction.removed':
    case 'call.started':
    case 'call.ringing':
    case 'call.accepted':
    case 'call.joined':
    case 'call.left':
    case 'call.declined':
    case 'call.missed':
    case 'call.ended':
    case 'change.hidden':
      return { ...conversation, seq }
  }
}

export function applyToMembers(members: Members, event: KeptEvent): Members {
  switch (event.type) {
    case 'conversation.created':
      return { ...members, ...Object.fromEntries(event.members.map((member) => [member.user.id, member])) }
    case 'member.joined':
      return { ...members, [event.member.user.id]: event.member }
    case 'member.left': {
      const { [event.userId]: _left, ...others } = members
      return others
    }
    case 'member.changed': {
      const known = members[event.userId]
      return known ? { ...members, [event.userId]: { ...known, role: event.role } } : members
    }
    case 'conversation.deleted':
      return {}
    default:
      return members
  }
}

/** Whether a person is in the conversation no more after the event, which is the last they are given. */
export const endsMembership = (event: KeptEvent, userId: UserId) =>
  event.type === 'conversation.deleted' || (event.type === 'member.left' && event.userId === userId)
