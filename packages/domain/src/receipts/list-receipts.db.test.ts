import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const refusal = (code: string) => ({ cause: { code } })

test('says who has read a message, and when they first had', async () => {
  const id = await conversationOf(ada, [grace, mary], 'group')
  const [first, second] = [await say(ada, id, 'one'), await say(ada, id, 'two')]
  const readersOf = async (messageId: typeof first.id) => {
    const { items } = await ada.call.receipts.list({ conversationId: id, messageId })
    return items.map(({ user, readAt }) => [user.displayName, readAt])
  }
  expect(await readersOf(first.id)).toEqual([])

  const startedAt = new Date().toISOString()
  await grace.call.receipts.markRead({ conversationId: id, number: 1 })
  const [[name, readAt] = []] = await readersOf(first.id)
  expect(name).toBe('Grace')
  expect(readAt && readAt >= startedAt && readAt <= new Date().toISOString()).toBe(true)
  expect(await readersOf(second.id)).toEqual([])

  await mary.call.receipts.markRead({ conversationId: id, number: 2 })
  await grace.call.receipts.markRead({ conversationId: id, number: 2 })
  const names = async (messageId: typeof first.id) =>
    (await readersOf(messageId)).map(([displayName]) => `${displayName}`).sort()
  expect(await names(first.id)).toEqual(['Grace', 'Mary'])
  expect(await names(second.id)).toEqual(['Grace', 'Mary'])
  expect((await readersOf(first.id)).find(([reader]) => reader === 'Grace')).toEqual(['Grace', readAt])
})

test('does not count the one who wrote it, who left, or who came later', async () => {
  const id = await conversationOf(ada, [grace, mary], 'channel')
  const { id: messageId } = await say(ada, id, 'one')
  for (const person of [ada, grace, mary])
    await person.call.receipts.markRead({ conversationId: id, number: 1 })
  const names = async () =>
    (await ada.call.receipts.list({ conversationId: id, messageId })).items
      .map(({ user }) => user.displayName)
      .sort()
  expect(await names()).toEqual(['Grace', 'Mary'])
  await mary.call.conversations.leave({ conversationId: id })
  expect(await names()).toEqual(['Grace'])
  await mary.call.conversations.join({ conversationId: id })
  await say(ada, id, 'two')
  await mary.call.receipts.markRead({ conversationId: id, number: 2 })
  expect(await names()).toEqual(['Grace'])
})

test('comes page by page, each reader once', async () => {
  const readers = await Promise.all(Array.from({ length: 5 }, (_, n) => world.person(`Reader ${n}`)))
  const id = await conversationOf(ada, readers, 'group')
  const { id: messageId } = await say(ada, id, 'one')
  for (const reader of readers) await reader.call.receipts.markRead({ conversationId: id, number: 1 })
  const seen: string[] = []
  let cursor: string | undefined
  const sizes: number[] = []
  do {
    const page = await ada.call.receipts.list({
      conversationId: id,
      messageId,
      limit: 2,
      ...(cursor && { cursor }),
    })
    seen.push(...page.items.map(({ user }) => user.id))
    sizes.push(page.items.length)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(sizes).toEqual([2, 2, 1])
  expect([...seen].sort()).toEqual(readers.map((reader) => reader.id).sort())
  await expect(
    ada.call.receipts.list({ conversationId: id, messageId, cursor: 'nonsense' }),
  ).rejects.toMatchObject(refusal('page.unknown_cursor'))
})

test('is only for those who may read the message', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const { id: messageId } = await say(ada, id, 'one')
  const request = { conversationId: id, messageId }
  await expect(mary.call.receipts.list(request)).rejects.toMatchObject(refusal('conversation.not_found'))
  await ada.call.conversations.addMember({ conversationId: id, userId: mary.id })
  await expect(mary.call.receipts.list(request)).rejects.toMatchObject(refusal('message.not_found'))
  expect((await grace.call.receipts.list(request)).items).toEqual([])
})
