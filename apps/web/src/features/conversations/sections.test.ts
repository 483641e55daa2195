import { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { expect, test } from 'vitest'
import { filterSections, rowsOf, sectionsOf, stepFrom } from './sections.ts'

const viewer = { id: person('Ada').id }

test('rows stand by name within their section, whatever was said last', () => {
  const all = [
    channel('zebra', { lastMessageAt: '2026-03-01T10:00:00.000Z' }),
    channel('Apfel'),
    channel('apple 10'),
    channel('apple 2'),
    direct('Maya'),
  ]
  expect(rowsOf(sectionsOf(all, viewer)).map(({ name }) => name)).toEqual([
    'Apfel',
    'apple 2',
    'apple 10',
    'zebra',
    'Maya',
  ])
})

test('the filter forgives case and accents and finds words in any order', () => {
  const sections = sectionsOf([channel('Café Team'), channel('general')], viewer)
  expect(rowsOf(filterSections(sections, 'team cafe')).map(({ name }) => name)).toEqual(['Café Team'])
  expect(rowsOf(filterSections(sections, ''))).toHaveLength(2)
})

test('stepping goes in the order shown and says when it went round', () => {
  const order = [channel('a'), channel('b'), channel('c')] as const
  expect(stepFrom({ order, current: order[0].id, by: 1 })).toEqual({ mine: order[1], hasWrapped: false })
  expect(stepFrom({ order, current: order[2].id, by: 1 })).toEqual({ mine: order[0], hasWrapped: true })
  expect(stepFrom({ order, current: undefined, by: -1 })).toEqual({ mine: order[2], hasWrapped: false })
})

test('unread steps skip what is read, and find nothing when only the current one is unread', () => {
  const order = [channel('a', { unread: 1 }), channel('b'), channel('c', { unread: 2 })] as const
  expect(stepFrom({ order, current: order[0].id, by: 1, onlyUnread: true })?.mine).toBe(order[2])
  expect(
    stepFrom({ order: [order[0], order[1]], current: order[0].id, by: 1, onlyUnread: true }),
  ).toBeUndefined()
})

function channel(
  name: string,
  { unread = 0, lastMessageAt = null }: { unread?: number; lastMessageAt?: string | null } = {},
) {
  return MyConversationView.parse({
    ...standing(unread),
    id: crypto.randomUUID(),
    kind: 'channel',
    name,
    lastMessageAt,
    people: [],
  })
}

function direct(name: string) {
  return MyConversationView.parse({
    ...standing(0),
    id: crypto.randomUUID(),
    kind: 'direct',
    name: null,
    lastMessageAt: null,
    people: [person(name)],
  })
}

function standing(unread: number) {
  return {
    topic: null,
    creatorId: crypto.randomUUID(),
    seq: 1,
    messageCount: unread,
    memberCount: 2,
    createdAt: '2026-01-01T00:00:00.000Z',
    lastMessage: null,
    me: { role: 'member', joinedSeq: 1, lastReadNumber: 0, uncountedAfterRead: 0, unread },
  }
}

function person(displayName: string) {
  return {
    id: crypto.randomUUID() as MyConversationView['creatorId'],
    username: displayName.toLowerCase(),
    displayName,
    bio: '',
  }
}
