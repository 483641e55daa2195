import { setTimeout as sleep } from 'node:timers/promises'
import { refusalOf } from '@chatterly/testing/browser'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')

test('a message is found by its id alone by whoever may read it', async () => {
  const conversationId = await conversationOf(ada, [grace], 'group')
  const sent = await say(ada, conversationId, 'Hello')
  const { id: messageId } = sent
  expect(await grace.call.messages.get({ messageId })).toEqual(sent)
  expect(await grace.call.messages.get({ messageId, conversationId })).toEqual(sent)
  expect(await refusalOf(mary.call.messages.get({ messageId }))).toBe('message.not_found')
  const elsewhere = await conversationOf(ada, [mary])
  expect(await refusalOf(ada.call.messages.get({ messageId, conversationId: elsewhere }))).toBe(
    'message.not_found',
  )

  await ada.call.conversations.addMember({ conversationId, userId: mary.id })
  expect(await refusalOf(mary.call.messages.get({ messageId }))).toBe('message.not_found')
  const { id: later } = await say(ada, conversationId, 'With Mary')
  expect(await mary.call.messages.get({ messageId: later })).toMatchObject({ body: 'With Mary' })
})

test('a reaction is found by its id alone, until its message is deleted', async () => {
  const conversationId = await conversationOf(ada, [grace], 'group')
  const { id: messageId } = await say(ada, conversationId, 'Ship it?')
  const reaction = await grace.call.reactions.add({ conversationId, messageId, emoji: '🚀' })
  const { id: reactionId } = reaction
  expect(await ada.call.reactions.get({ reactionId })).toEqual({ ...reaction, conversationId, messageId })
  expect(await refusalOf(mary.call.reactions.get({ reactionId }))).toBe('reaction.not_found')
  expect(await refusalOf(ada.call.reactions.get({ reactionId: crypto.randomUUID() }))).toBe(
    'reaction.not_found',
  )
  await ada.call.messages.delete({ conversationId, messageId })
  expect(await refusalOf(ada.call.reactions.get({ reactionId }))).toBe('reaction.not_found')
})

test('a place in the timeline may be a time, and every time is somewhere', async () => {
  const conversationId = await conversationOf(ada, [grace], 'group')
  const sent = []
  for (let number = 1; number <= 20; number++) {
    sent.push(await say(ada, conversationId, `message ${number}`))
    await sleep(2)
  }
  const numbers = async (bounds: { before?: string; after?: string; around?: string }) => {
    const { items } = await ada.call.messages.list({ conversationId, ...bounds, limit: 100 })
    return items.map(({ number }) => number)
  }
  for (const { number, createdAt } of sent) {
    expect(await numbers({ before: createdAt })).toEqual(sent.slice(0, number - 1).map((each) => each.number))
    expect(await numbers({ after: createdAt })).toEqual(sent.slice(number).map((each) => each.number))
  }
  const { items } = await ada.call.messages.list({ conversationId, around: sent[9]?.createdAt, limit: 3 })
  expect(items.map(({ number }) => number)).toContain(10)
  expect(await numbers({ before: '1970-01-01T00:00:00Z' })).toEqual([])
  expect(await numbers({ after: '2999-01-01T00:00:00Z' })).toEqual([])
  const empty = await conversationOf(ada, [mary])
  expect((await ada.call.messages.list({ conversationId: empty, before: sent[0]?.createdAt })).items).toEqual(
    [],
  )
})
