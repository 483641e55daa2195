import { applyToConversation, applyToMembers, type Members } from '../conversations/apply.ts'
import type { MyConversationView } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'
import { applyToMessage, applyToMessages } from '../messages/apply.ts'
import type { MessageWindow } from '../messages/shapes.ts'
import { applyToReading } from '../receipts/apply.ts'
import type { UserView } from '../users/shapes.ts'
import type { KeptEvent } from './events.ts'

/** Everything a member's client knows of one conversation. */
export type ConversationState = { mine: MyConversationView; members: Members; messages: MessageWindow }

/** Old state + event = new state, in the browser and in the tests of every operation that records. */
export const applyEvent = (
  state: ConversationState,
  event: KeptEvent,
  viewerId: UserId,
): ConversationState => ({
  mine: applyToMine(state.mine, event, viewerId),
  members: applyToMembers(state.members, event),
  messages: applyToMessages(state.messages, event),
})

export function applyToMine(
  mine: MyConversationView,
  event: KeptEvent,
  viewerId: UserId,
): MyConversationView {
  if (event.seq <= mine.seq) return mine
  return {
    ...applyToConversation(mine, event),
    me: { ...applyToReading(mine, event, viewerId), role: roleAfter(mine, event, viewerId) },
    lastMessage:
      event.type === 'message.created'
        ? event.message
        : mine.lastMessage && applyToMessage(mine.lastMessage, event),
    people: peopleAfter(mine, event),
  }
}

const roleAfter = ({ me }: MyConversationView, event: KeptEvent, viewerId: UserId) =>
  event.type === 'member.changed' && event.userId === viewerId ? event.role : me.role

/** What has a name is called by that. */
function peopleAfter({ people }: MyConversationView, event: KeptEvent): UserView[] {
  if (event.type === 'conversation.updated' && event.name !== null) return []
  return event.type === 'member.left' ? people.filter((person) => person.id !== event.userId) : people
}
