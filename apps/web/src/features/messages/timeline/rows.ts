import type { UserId } from '@chatterly/protocol/ids'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { OutboxItem, OutboxView } from '@chatterly/client/outbox/outbox-item'
import { recogniseOwn } from './recognise-own.ts'

/** Milliseconds within which one author's messages stand together under one name. */
const GROUP_WITHIN_MS = 5 * 60_000

export type MessageRow = {
  kind: 'message'
  /** Stays the same from the first draft on the screen to the acknowledged message. */
  key: string
  authorId: UserId
  /** Milliseconds. */
  at: number
  /** Shows the author: the first of a group. */
  isHead: boolean
} & ({ message: MessageView; item: null } | { message: null; item: OutboxItem })

export type Row =
  | { kind: 'start'; key: 'start' }
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: 'unread' }
  | MessageRow

type Shown = {
  window: MessageWindow
  outbox: OutboxView
  viewerId: UserId
  /** The divider stands behind this message; null for none. */
  dividerAfter: number | null
}

/**
 * What stands in the timeline, from top to bottom. While there is more before, the window's first message is not
 * shown: what precedes it decides whether it begins a day or a group, so showing it now would move it later.
 */
export function buildRows({ window, outbox, viewerId, dividerAfter }: Shown): Row[] {
  const rows: Row[] = window.hasBefore ? [] : [{ kind: 'start', key: 'start' }]
  let previous: MessageRow | undefined
  let isDivided = false
  for (const [index, next] of undecorated({ window, outbox, viewerId }).entries()) {
    const isContext = index === 0 && window.hasBefore
    const row: MessageRow = { ...next, at: Math.max(next.at, next.item ? (previous?.at ?? 0) : 0) }
    const opensDay = previous === undefined || dayOf(row.at) !== dayOf(previous.at)
    const isDivider = !isDivided && dividerAfter !== null && isUnreadOfOthers(row, dividerAfter, viewerId)
    if (!isContext && opensDay) rows.push({ kind: 'day', key: `day:${dayOf(row.at)}`, at: row.at })
    if (!isContext && isDivider) rows.push({ kind: 'unread', key: 'unread' })
    if (isDivider) isDivided = true
    row.isHead = opensDay || isDivider || !joins(previous, row)
    if (!isContext) rows.push(row)
    previous = row
  }
  return rows
}

/** Messages of the window, then acknowledged ones it has not reached yet, then those on their way. */
function undecorated({ window, outbox, viewerId }: Omit<Shown, 'dividerAfter'>): MessageRow[] {
  const keys = recogniseOwn({ window, outbox, viewerId })
  const inWindow = new Set<string>(window.items.map((message) => message.id))
  const sent = window.items.map((message) => sentRow(message, keys.get(message.id)))
  if (window.hasAfter) return sent
  const shown = new Set(keys.values())
  const acknowledged = outbox.acknowledged
    .filter(({ message }) => !inWindow.has(message.id))
    .map(({ key, message }) => sentRow(message, key))
  const waiting = outbox.items
    .filter((item) => !shown.has(item.key))
    .map(
      (item): MessageRow => ({
        kind: 'message',
        key: item.key,
        authorId: viewerId,
        at: item.createdAt,
        isHead: false,
        message: null,
        item,
      }),
    )
  return [...sent, ...acknowledged, ...waiting]
}

const sentRow = (message: MessageView, key: string | undefined): MessageRow => ({
  kind: 'message',
  key: key ?? `m:${message.number}`,
  authorId: message.senderId,
  at: Date.parse(message.createdAt),
  isHead: false,
  message,
  item: null,
})

const joins = (previous: MessageRow | undefined, row: MessageRow) =>
  previous !== undefined && previous.authorId === row.authorId && row.at - previous.at < GROUP_WITHIN_MS

const isUnreadOfOthers = (row: MessageRow, dividerAfter: number, viewerId: UserId) =>
  row.message !== null && row.message.number > dividerAfter && row.authorId !== viewerId

/** The calendar day where the reader is. */
function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}
