import type { UserId } from '@chatterly/protocol/ids'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { OutboxItem, OutboxView } from '@chatterly/client/outbox/outbox-item'

type Shown = { window: MessageWindow; outbox: OutboxView; viewerId: UserId }

/**
 * Which of the window's messages are the outbox's own, so that neither is shown twice. An acknowledgement says it
 * for certain. Where the event came first, the message is known by its author, its words and its place: written
 * after everything that was there when the draft was.
 */
export function recogniseOwn({ window, outbox, viewerId }: Shown): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { id } of window.items) {
    const key = outbox.keys.get(id)
    if (key !== undefined) found.set(id, key)
  }
  for (const item of outbox.items) {
    const twin = window.items.find((message) => !found.has(message.id) && isTwin(item, message, viewerId))
    if (twin) found.set(twin.id, item.key)
  }
  return found
}

const isTwin = (item: OutboxItem, message: MessageView, viewerId: UserId) =>
  item.attempts > 0 &&
  item.failure === undefined &&
  message.senderId === viewerId &&
  message.number > item.afterNumber &&
  message.body === item.body
