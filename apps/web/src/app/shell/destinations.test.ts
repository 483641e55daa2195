import { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { UserView } from '@chatterly/protocol/users/shapes'
import { expect, test } from 'vitest'
import { destinationsFor } from './destinations.ts'

const ada = { ...person('Ada'), role: 'member' as const }
const maya = person('Maya')

test('names that begin with what is written come first, then words, then the rest', () => {
  const all = ['redesign', 'team design', 'design'].map((name) => channel(name))
  expect(names(destinationsFor({ written: '#Desi', all, people: [], viewer: ada }))).toEqual([
    'design',
    'team design',
    'redesign',
  ])
  expect(names(destinationsFor({ written: 'nothing', all, people: [], viewer: ada }))).toEqual([])
})

test('with nothing written, what is unread comes first, then the latest', () => {
  const all = [
    channel('old', { at: '2026-01-01T00:00:00.000Z' }),
    channel('new', { at: '2026-02-01T00:00:00.000Z' }),
    channel('unread', { at: '2025-01-01T00:00:00.000Z', unread: 1 }),
  ]
  expect(names(destinationsFor({ written: '', all, people: [], viewer: ada }))).toEqual([
    'unread',
    'new',
    'old',
  ])
})

test('a person one already writes with is listed once, as the conversation', () => {
  const direct = MyConversationView.parse({ ...channel('x'), kind: 'direct', name: null, people: [maya] })
  const [conversations, people] = destinationsFor({
    written: 'may',
    all: [direct],
    people: [maya, ada],
    viewer: ada,
  })
  expect(conversations?.found).toHaveLength(1)
  expect(people?.found).toHaveLength(0)
  expect(destinationsFor({ written: 'may', all: [], people: [maya], viewer: ada })[1]?.found).toHaveLength(1)
})

test('pages of the administration are found by administrators alone', () => {
  const pagesOf = (role: 'member' | 'administrator') =>
    destinationsFor({ written: 'call', all: [], people: [], viewer: { ...ada, role } })[2]?.found
  expect(pagesOf('member')).toEqual([])
  expect(pagesOf('administrator')?.map(({ item }) => item)).toEqual([
    { to: 'page', path: '/admin/calls', title: 'Call connections' },
  ])
})

const names = ([conversations]: ReturnType<typeof destinationsFor>) =>
  conversations?.found.map(({ item }) => (item.to === 'conversation' ? item.mine.name : ''))

function person(displayName: string) {
  return UserView.parse({
    id: crypto.randomUUID(),
    username: displayName.toLowerCase(),
    displayName,
    bio: '',
  })
}

function channel(name: string, { unread = 0, at = null }: { unread?: number; at?: string | null } = {}) {
  return MyConversationView.parse({
    id: crypto.randomUUID(),
    kind: 'channel',
    name,
    topic: null,
    creatorId: crypto.randomUUID(),
    seq: 1,
    messageCount: unread,
    memberCount: 2,
    lastMessageAt: at,
    createdAt: '2024-01-01T00:00:00.000Z',
    me: { role: 'member', joinedSeq: 1, lastReadNumber: 0, uncountedAfterRead: 0, unread },
    lastMessage: null,
    people: [],
  })
}
