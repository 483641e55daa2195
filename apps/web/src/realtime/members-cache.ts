import { applyToMembers, type Members } from '@chatterly/protocol/conversations/apply'
import type { MemberView } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { Query, QueryClient } from '@tanstack/react-query'

type MembersPage = { items: MemberView[]; nextCursor: string | null }
type MembersPages = { pages: MembersPage[]; pageParams: unknown[] }

/** Every list of this conversation's members that was read, whole or in pages. */
export function applyEventsToMembers(
  queryClient: QueryClient,
  conversationId: ConversationId,
  events: KeptEvent[],
) {
  if (!events.some(changesMembers)) return
  queryClient.setQueriesData<MembersPage | MembersPages>(
    { predicate: listsMembersOf(conversationId) },
    (list) => {
      if (list === undefined) return undefined
      if (!('pages' in list)) return withEvents(list, events)
      const known = new Set(list.pages.flatMap((page) => page.items.map((member) => member.user.id)))
      const last = list.pages.length - 1
      return {
        ...list,
        pages: list.pages.map((page, index) =>
          withEvents(page, index === last ? events : events.filter((event) => concernsPage(event, known))),
        ),
      }
    },
  )
}

const changing: readonly KeptEvent['type'][] = [
  'conversation.created',
  'member.joined',
  'member.left',
  'member.changed',
]
const changesMembers = ({ type }: KeptEvent) => changing.includes(type)

export const reloadMembers = (queryClient: QueryClient, conversationId: ConversationId) =>
  void queryClient.invalidateQueries({ predicate: listsMembersOf(conversationId) })

/** Somebody who leaves, or is something else now, is on any page; a newcomer is put on the last one alone. */
const concernsPage = (event: KeptEvent, known: Set<string>) =>
  (event.type === 'member.left' || event.type === 'member.changed') && known.has(event.userId)

function withEvents(page: MembersPage, events: KeptEvent[]): MembersPage {
  const before: Members = Object.fromEntries(page.items.map((member) => [member.user.id, member]))
  return { ...page, items: Object.values(events.reduce(applyToMembers, before)) }
}

/** The key the tRPC binding gives `conversations.members`, with or without pages. */
const listsMembersOf = (conversationId: ConversationId) => (query: Query) => {
  const [path, detail] = query.queryKey
  if (!Array.isArray(path) || path.join('.') !== 'conversations.members') return false
  return JSON.stringify(detail ?? {}).includes(`"conversationId":"${conversationId}"`)
}
