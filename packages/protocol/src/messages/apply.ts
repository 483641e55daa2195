import type { KeptEvent } from '../realtime/events.ts'
import type { MessageView, MessageWindow } from './shapes.ts'

/**
 * The window after the event. A message beyond its end is added only where the window reaches the end of the
 * conversation; otherwise it stays to be loaded, so that a window never has a hole.
 */
export function applyToMessages(window: MessageWindow, event: KeptEvent): MessageWindow {
  if (event.type !== 'message.created') return window
  if (window.items.some((item) => item.id === event.message.id)) {
    return {
      ...window,
      items: window.items.map((item) => (item.id === event.message.id ? event.message : item)),
    }
  }
  if (window.hasAfter || !follows(window.items.at(-1), event.message)) return { ...window, hasAfter: true }
  const known = window.users.some((user) => user.id === event.sender.id)
  return {
    ...window,
    items: [...window.items, event.message],
    users: known ? window.users : [...window.users, event.sender],
  }
}

const follows = (last: MessageView | undefined, next: MessageView) =>
  next.number === (last === undefined ? next.number : last.number + 1)
