import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEventOf } from '@chatterly/protocol/realtime/events'
import { toMessageView } from '../log/message-view.ts'
import type { Written } from '../messages/write-batch.ts'
import type { Hub } from './hub.ts'

/** Announces messages that were just committed, from what the statement returned: nothing is read again. */
export function deliverWritten(hub: Pick<Hub, 'deliver'>, written: readonly Written[]): void {
  const byConversation = new Map<ConversationId, KeptEventOf<'message.created'>[]>()
  for (const each of written) {
    const { conversationId } = each.message
    const events = byConversation.get(conversationId)
    if (events) events.push(toEvent(each))
    else byConversation.set(conversationId, [toEvent(each)])
  }
  for (const [conversationId, events] of byConversation) {
    const [first] = events
    // One statement numbers a conversation's messages under one lock, in order: they follow each other.
    if (first) hub.deliver({ conversationId, prev: first.seq - 1, events })
  }
}

const toEvent = ({ message, sender }: Written): KeptEventOf<'message.created'> => ({
  type: 'message.created',
  seq: message.seq,
  at: message.createdAt.toISOString(),
  actorId: message.senderId,
  message: toMessageView(message),
  sender,
})
