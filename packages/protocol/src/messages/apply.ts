import type { KeptEvent } from '../realtime/events.ts'
import type { MessageView, MessageWindow } from './shapes.ts'

/**
 * The window after the event. A message beyond its end is added only where the window reaches the end of the
 * conversation; otherwise it stays to be loaded, so that a window never has a hole.
 */
export function applyToMessages(window: MessageWindow, event: KeptEvent): MessageWindow {
  if (!('message' in event)) return window
  const { id } = event.message
  const place = window.items.findIndex((item) => item.id === id)
  const known = window.items[place]
  if (known !== undefined) {
    const changed = applyToMessage(known, event)
    return changed === known ? window : { ...window, items: window.items.with(place, changed) }
  }
  return event.type === 'message.created' ? withNewMessage(window, event) : window
}

function withNewMessage(
  window: MessageWindow,
  { message, sender }: Extract<KeptEvent, { type: 'message.created' }>,
): MessageWindow {
  if (window.hasAfter || !follows(window.items.at(-1), message)) return { ...window, hasAfter: true }
  const known = window.users.some((user) => user.id === sender.id)
  return {
    ...window,
    items: [...window.items, message],
    users: known ? window.users : [...window.users, sender],
  }
}

const follows = (last: MessageView | undefined, next: MessageView) =>
  next.number === (last === undefined ? next.number : last.number + 1)

/** The message after the event. One that it already contains changes nothing, whatever way the message came. */
export function applyToMessage(message: MessageView, event: KeptEvent): MessageView {
  if (!('message' in event) || event.message.id !== message.id) return message
  switch (event.type) {
    case 'message.created':
    case 'message.edited':
    case 'message.deleted':
      return event.message.changedSeq > message.changedSeq ? event.message : message
    case 'reaction.added':
    case 'reaction.removed':
      return event.seq > message.changedSeq ? withReaction(message, event) : message
  }
}

function withReaction(
  message: MessageView,
  { type, seq, reaction }: Extract<KeptEvent, { type: 'reaction.added' | 'reaction.removed' }>,
): MessageView {
  const others = message.reactions.filter((other) => other.id !== reaction.id)
  const reactions = type === 'reaction.added' ? [...others, reaction] : others
  return { ...message, changedSeq: seq, reactions: message.deletedAt === null ? reactions : [] }
}
