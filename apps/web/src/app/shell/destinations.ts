import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { isAdministrator } from '@chatterly/protocol/users/policy'
import type { OwnProfileView, UserView } from '@chatterly/protocol/users/shapes'
import type { FoundGroup } from '@chatterly/ui/Finder'
import { plain } from '../../features/conversations/sections.ts'
import { conversationName } from '../../lib/format.ts'

const pages = [
  { path: '/new', title: 'New conversation' },
  { path: '/browse', title: 'Browse channels' },
  { path: '/me', title: 'Your profile' },
  { path: '/settings/account', title: 'Account settings' },
  { path: '/settings/security', title: 'Password and security' },
  { path: '/settings/devices', title: 'Devices' },
  { path: '/settings/tokens', title: 'Access tokens' },
  { path: '/', title: 'Home' },
] as const

const administratorPages = [
  { path: '/admin/invitations', title: 'Invite people' },
  { path: '/admin/calls', title: 'Call connections' },
] as const

type Place = (typeof pages)[number] | (typeof administratorPages)[number]

export type Destination =
  | { to: 'conversation'; mine: MyConversationView }
  | { to: 'person'; person: UserView }
  | { to: 'page'; path: Place['path']; title: string }

type Known = {
  written: string
  all: readonly MyConversationView[]
  people: readonly UserView[]
  viewer: Pick<OwnProfileView, 'id' | 'role'>
}

const SHOWN_MAX = 30

/**
 * Conversations whose name begins with what is written come before those that merely contain it; among equals the
 * unread, then the latest. People one already has a direct conversation with are not listed twice.
 */
export function destinationsFor({ written, all, people, viewer }: Known): FoundGroup<Destination>[] {
  const wanted = plain(written.trim().replace(/^[#@]/, ''))
  const ranked = all
    .map((mine) => ({ mine, rank: rankOf(plain(conversationName(mine, viewer)), wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((one, other) => one.rank - other.rank || byNeed(one.mine, other.mine))
  const direct = new Set(
    all.filter(({ kind }) => kind === 'direct').flatMap((mine) => mine.people.map(({ id }) => id)),
  )
  return [
    {
      title: 'Conversations',
      found: ranked
        .slice(0, SHOWN_MAX)
        .map(({ mine }) => ({ id: mine.id, item: { to: 'conversation', mine } })),
    },
    {
      title: 'People',
      found: people
        .filter((person) => person.id !== viewer.id && !direct.has(person.id))
        .map((person) => ({ id: person.id, item: { to: 'person', person } })),
    },
    {
      title: 'Pages',
      found: pagesFor(viewer)
        .filter(({ title }) => rankOf(plain(title), wanted) < NO_MATCH)
        .map((page) => ({ id: page.path.replace('/', 'page-'), item: { to: 'page', ...page } })),
    },
  ]
}

const pagesFor = (viewer: Known['viewer']): readonly Place[] =>
  isAdministrator(viewer) ? [...pages, ...administratorPages] : pages

const NO_MATCH = 3

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0
  if (name.split(/[\s,._-]+/).some((word) => word.startsWith(wanted))) return 1
  return name.includes(wanted) ? 2 : NO_MATCH
}

const byNeed = (one: MyConversationView, other: MyConversationView) =>
  Number(other.me.unread > 0) - Number(one.me.unread > 0) ||
  (other.lastMessageAt ?? other.createdAt).localeCompare(one.lastMessageAt ?? one.createdAt)
