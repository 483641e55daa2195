import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { compareNames, conversationName } from '../../lib/format.ts'

export const sectionKinds = [
  { kind: 'channel', title: 'Channels' },
  { kind: 'group', title: 'Groups' },
  { kind: 'direct', title: 'Direct' },
] as const

/** What a list draws of a conversation; nothing in it changes when something is said, but what is unread. */
export type Listed = Pick<MyConversationView, 'id' | 'kind' | 'name' | 'people'> & {
  me: Pick<MyConversationView['me'], 'unread'>
}

export const listed = ({ id, kind, name, people, me: { unread } }: MyConversationView): Listed => ({
  id,
  kind,
  name,
  people,
  me: { unread },
})

type Named = { mine: Listed; name: string }
export type Section = { kind: (typeof sectionKinds)[number]['kind']; title: string; rows: Named[] }

/** By name within each section, so that no row moves because something was said. */
export function sectionsOf(all: readonly Listed[], viewer: Pick<UserView, 'id'>): Section[] {
  const named = all
    .map((mine) => ({ mine, name: conversationName(mine, viewer) }))
    .sort((one, other) => compareNames(one.name, other.name) || (one.mine.id < other.mine.id ? -1 : 1))
  return sectionKinds.map(({ kind, title }) => ({
    kind,
    title,
    rows: named.filter(({ mine }) => mine.kind === kind),
  }))
}

/** What remains when only names that contain every word of `written` are shown. */
export function filterSections(sections: readonly Section[], written: string): Section[] {
  const words = plain(written).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...sections]
  return sections.map((section) => ({
    ...section,
    rows: section.rows.filter(({ name }) => words.every((word) => plain(name).includes(word))),
  }))
}

/** Without case and accents, as one searches. */
export const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The rows in the order they are shown. */
export const rowsOf = (sections: readonly Section[]) => sections.flatMap((section) => section.rows)

type Step = {
  order: readonly Pick<Listed, 'id' | 'me'>[]
  current: string | undefined
  by: 1 | -1
  onlyUnread?: boolean
}

/**
 * The conversation before or after the current one as shown, going round once at the end.
 * Undefined when there is no other.
 */
export function stepFrom({ order, current, by, onlyUnread = false }: Step) {
  const length = order.length
  const at = order.findIndex((mine) => mine.id === current)
  const start = at === -1 ? (by === 1 ? -1 : length) : at
  for (let distance = 1; distance <= length; distance++) {
    const index = start + by * distance
    const mine = order[((index % length) + length) % length]
    if (mine === undefined || mine.id === current) continue
    if (!onlyUnread || mine.me.unread > 0) return { mine, hasWrapped: index < 0 || index >= length }
  }
  return undefined
}
