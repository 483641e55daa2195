import type { MyConversationView } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'
import { countsAsUnread } from '../messages/policy.ts'
import type { KeptEvent } from '../realtime/events.ts'
import type { ReadPositionView } from './shapes.ts'
import { unreadCount } from './unread.ts'

/** How the viewer stands after the event; call it with the conversation as it was before the event. */
export function applyToReading(
  mine: MyConversationView,
  event: KeptEvent,
  viewerId: UserId,
): MyConversationView['me'] {
  if (event.seq <= mine.seq) return mine.me
  if (event.type !== 'message.created' && event.type !== 'message.deleted') return mine.me
  const { number, senderId } = event.message
  const isNew = event.type === 'message.created'
  const isCounted = senderId !== viewerId && countsAsUnread(event.message)
  // A message is shown as it is now: one that was deleted since stops counting with its own event, not before.
  const stopsCounting = isNew !== isCounted && number > mine.me.lastReadNumber
  const reading = {
    ...mine.me,
    uncountedAfterRead: mine.me.uncountedAfterRead + (stopsCounting ? 1 : 0),
  }
  const messageCount = isNew ? number : mine.messageCount
  return { ...reading, unread: unreadCount({ ...reading, messageCount }) }
}

/** A position is worked out at one number of the log; an older one than what is known says nothing new. */
export function applyReadPosition(mine: MyConversationView, position: ReadPositionView): MyConversationView {
  if (position.lastReadNumber < mine.me.lastReadNumber || position.seq < mine.seq) {
    return position.lastReadNumber > mine.me.lastReadNumber
      ? withReading(mine, position.lastReadNumber, position.uncountedAfterRead)
      : mine
  }
  return withReading(mine, position.lastReadNumber, position.uncountedAfterRead)
}

function withReading(
  mine: MyConversationView,
  lastReadNumber: number,
  uncountedAfterRead: number,
): MyConversationView {
  const reading = { ...mine.me, lastReadNumber, uncountedAfterRead }
  return { ...mine, me: { ...reading, unread: unreadCount({ ...reading, messageCount: mine.messageCount }) } }
}
