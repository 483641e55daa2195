import type { ConversationId } from '@chatterly/protocol/ids'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessConversation } from '../conversations/access.ts'
import { listMessages } from './list-messages.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
let id: ConversationId

beforeAll(async () => {
  id = await conversationOf(ada, [grace])
  for (let n = 1; n <= 30; n++) await say(n % 2 ? ada : grace, id, `message ${n}`)
})

const list = async (bounds: { before?: number; after?: number; around?: number; limit?: number }) => {
  const { items, hasBefore, hasAfter } = await ada.call.messages.list({ conversationId: id, ...bounds })
  return { numbers: items.map((message) => message.number), hasBefore, hasAfter }
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

describe('a window of messages, oldest first', () => {
  test.each([
    ['the newest', { limit: 10 }, { numbers: range(21, 30), hasBefore: true, hasAfter: false }],
    ['all', { limit: 100 }, { numbers: range(1, 30), hasBefore: false, hasAfter: false }],
    ['before one', { before: 11, limit: 4 }, { numbers: range(7, 10), hasBefore: true, hasAfter: true }],
    ['before the first', { before: 1 }, { numbers: [], hasBefore: false, hasAfter: true }],
    [
      'exactly to the beginning',
      { before: 5, limit: 4 },
      { numbers: range(1, 4), hasBefore: false, hasAfter: true },
    ],
    ['after one', { after: 10, limit: 4 }, { numbers: range(11, 14), hasBefore: true, hasAfter: true }],
    ['from the beginning', { after: 0, limit: 2 }, { numbers: [1, 2], hasBefore: false, hasAfter: true }],
    ['after the last', { after: 30 }, { numbers: [], hasBefore: true, hasAfter: false }],
    ['around one', { around: 15, limit: 5 }, { numbers: range(13, 17), hasBefore: true, hasAfter: true }],
    ['around the first', { around: 1, limit: 5 }, { numbers: range(1, 5), hasBefore: false, hasAfter: true }],
    [
      'around the last',
      { around: 30, limit: 4 },
      { numbers: range(29, 30), hasBefore: true, hasAfter: false },
    ],
  ])('%s', async (_name, bounds, expected) => {
    expect(await list(bounds)).toEqual(expected)
  })

  test('names the people who wrote it', async () => {
    const { users } = await ada.call.messages.list({ conversationId: id, limit: 1 })
    expect(users.map((user) => user.displayName)).toEqual(['Grace'])
  })

  test.each([{ limit: 101 }, { limit: 0 }, { before: -1 }, { before: 3, after: 1 }, { around: 1.5 }])(
    'refuses %j',
    async (bounds) => {
      await expect(list(bounds)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    },
  )
})

test('a group begins, for each member, where they joined; a channel from its beginning', async () => {
  const mary = await world.person('Mary')
  const group = await conversationOf(ada, [grace], 'group')
  const channel = await conversationOf(ada, [grace], 'channel')
  for (const conversationId of [group, channel]) {
    await say(ada, conversationId, 'Before Mary')
    await ada.call.conversations.addMember({ conversationId, userId: mary.id })
    expect((await mary.call.conversations.get({ conversationId })).me.unread).toBe(0)
    await say(ada, conversationId, 'With Mary')
  }
  const bodies = async (conversationId: ConversationId) =>
    (await mary.call.messages.list({ conversationId })).items.map((message) => message.body)
  expect(await bodies(group)).toEqual(['With Mary'])
  expect(await bodies(channel)).toEqual(['Before Mary', 'With Mary'])
  expect((await mary.call.messages.list({ conversationId: group, around: 1 })).hasBefore).toBe(false)
})

describe('a page that was read before', () => {
  const pageOf = async (person: typeof ada, conversationId: ConversationId) =>
    person.call.messages.list({ conversationId })

  test('shows every change at once, and the names of today', async () => {
    const conversationId = await conversationOf(ada, [grace], 'group')
    const { id: messageId } = await say(grace, conversationId, 'first words')
    await pageOf(ada, conversationId)

    await grace.call.messages.edit({ conversationId, messageId, body: 'other words', key: newKey() })
    expect((await pageOf(ada, conversationId)).items[0]).toMatchObject({ body: 'other words' })
    await ada.call.reactions.add({ conversationId, messageId, emoji: '👍' })
    expect((await pageOf(grace, conversationId)).items[0]?.reactions).toHaveLength(1)
    await grace.call.messages.delete({ conversationId, messageId })
    expect((await pageOf(ada, conversationId)).items[0]).toMatchObject({ body: null, reactions: [] })
    await grace.call.users.update({ displayName: 'Rear Admiral Hopper' })
    expect((await pageOf(ada, conversationId)).users).toMatchObject([{ displayName: 'Rear Admiral Hopper' }])
  })

  test('is not the page of somebody who came later', async () => {
    const conversationId = await conversationOf(ada, [grace], 'group')
    await say(ada, conversationId, 'before')
    const mary = await world.person('Mary')
    await ada.call.conversations.addMember({ conversationId, userId: mary.id })
    await say(ada, conversationId, 'after')
    expect((await pageOf(ada, conversationId)).items).toHaveLength(2)
    expect((await pageOf(mary, conversationId)).items).toMatchObject([{ body: 'after' }])
  })
})

test('who is removed while they look is given nothing that was said after', async () => {
  const group = await conversationOf(ada, [grace], 'group')
  await say(ada, group, 'before')
  const membership = await accessConversation(grace.ctx, group)
  await ada.call.conversations.removeMember({ conversationId: group, userId: grace.id })
  await say(ada, group, 'among us')
  for (const bounds of [{ limit: 10 }, { limit: 10, after: 0 }, { limit: 10, around: 1 }]) {
    const { items } = await listMessages(world.db, membership, bounds)
    expect(items.map(({ body }) => body)).toEqual(['before'])
  }
})
