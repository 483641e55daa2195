import { applyToMessages } from '@chatterly/protocol/messages/apply'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'

export const lastNumber = (window: MessageWindow) => window.items.at(-1)?.number ?? 0

/** Whether the window shows what was said at this number, or all there is around it. */
export function reaches(window: MessageWindow, number: number): boolean {
  const first = window.items[0]
  if (first === undefined) return !window.hasBefore && !window.hasAfter
  const isAfterStart = number >= first.number || !window.hasBefore
  return isAfterStart && (number <= lastNumber(window) || !window.hasAfter)
}

/** The page that ends just before the window is put in front of it. */
export const withOlder = (window: MessageWindow, page: MessageWindow): MessageWindow => ({
  items: [
    ...page.items.filter((message) => message.number < (window.items[0]?.number ?? Number.POSITIVE_INFINITY)),
    ...window.items,
  ],
  users: joinedUsers(window.users, page.users),
  hasBefore: page.hasBefore,
  hasAfter: window.hasAfter,
})

/** The page that begins just after the window is put behind it. */
export const withNewer = (window: MessageWindow, page: MessageWindow): MessageWindow => ({
  items: [...window.items, ...page.items.filter((message) => message.number > lastNumber(window))],
  users: joinedUsers(window.users, page.users),
  hasBefore: window.hasBefore,
  hasAfter: page.hasAfter,
})

/** The messages as they were read again, where they still stand and nothing newer is known of them. */
export function withReread(window: MessageWindow, reread: readonly MessageView[]): MessageWindow {
  const fresh = new Map(reread.map((message) => [message.id, message]))
  const newer = (message: MessageView) => {
    const other = fresh.get(message.id)
    return other !== undefined && other.changedSeq > message.changedSeq ? other : message
  }
  return { ...window, items: window.items.map(newer) }
}

/**
 * The newest messages of a fresh snapshot join the window where they touch or overlap it; across a gap the window
 * stays as it is, and what is new waits to be loaded. What is older than the snapshot may have changed unseen.
 */
export function withSnapshot(window: MessageWindow, snapshot: MessageWindow): MessageWindow {
  const first = snapshot.items[0]
  if (first === undefined) return snapshot
  if (first.number > lastNumber(window) + 1) return { ...window, hasAfter: true }
  const older = window.items.filter((message) => message.number < first.number)
  return {
    items: [...older, ...snapshot.items],
    users: joinedUsers(window.users, snapshot.users),
    hasBefore: older.length > 0 ? window.hasBefore : snapshot.hasBefore,
    hasAfter: snapshot.hasAfter,
  }
}

/**
 * One's own message as the server answered it, by the path its event takes. Where messages between are still on
 * their way it changes nothing: the event brings it in its place.
 */
export function withAcknowledged(
  window: MessageWindow,
  message: MessageView,
  sender: UserView,
): MessageWindow {
  const isNext = window.items.length === 0 || message.number === lastNumber(window) + 1
  if (window.hasAfter || !isNext) return window
  const { seq, createdAt: at, senderId: actorId } = message
  return applyToMessages(window, { type: 'message.created', seq, at, actorId, message, sender })
}

function joinedUsers(known: UserView[], more: UserView[]): UserView[] {
  const ids = new Set(known.map((user) => user.id))
  return [...known, ...more.filter((user) => !ids.has(user.id))]
}
