import { readMarks } from '@chatterly/db/schema/receipts'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const refusal = (code: string) => ({ cause: { code } })

test('unread is what others wrote after the position, worked out and not counted up', async () => {
  const id = await conversationOf(ada, [grace])
  const unread = async () => (await ada.call.conversations.get({ conversationId: id })).me.unread
  await say(grace, id, 'one')
  await say(ada, id, 'two, mine')
  await say(grace, id, 'three')
  expect(await unread()).toBe(2)
  expect(await ada.call.receipts.markRead({ conversationId: id, number: 1 })).toMatchObject({
    lastReadNumber: 1,
    unread: 1,
    uncountedAfterRead: 1,
  })
  expect(await unread()).toBe(1)
  expect(await ada.call.receipts.markRead({ conversationId: id, number: 3 })).toMatchObject({
    unread: 0,
    uncountedAfterRead: 0,
  })
  expect(await unread()).toBe(0)
})

test('a position never moves back, whatever order the tabs speak in', async () => {
  const id = await conversationOf(ada, [await world.person('Mary')])
  for (let n = 0; n < 10; n++) await say(ada, id, `${n}`)
  const shuffled = [4, 9, 2, 10, 1, 7]
  await Promise.all(shuffled.map((number) => ada.call.receipts.markRead({ conversationId: id, number })))
  expect((await ada.call.conversations.get({ conversationId: id })).me.lastReadNumber).toBe(10)
})

test('each move leaves a mark of when', async () => {
  const id = await conversationOf(ada, [await world.person('Kay')])
  await say(ada, id, 'one')
  await ada.call.receipts.markRead({ conversationId: id, number: 1 })
  await ada.call.receipts.markRead({ conversationId: id, number: 1 })
  const marks = await world.db.select().from(readMarks).where(eq(readMarks.conversationId, id))
  expect(marks).toMatchObject([{ userId: ada.id, number: 1 }])
})

test('what is not there cannot be read', async () => {
  const id = await conversationOf(ada, [await world.person('Joan')])
  await expect(ada.call.receipts.markRead({ conversationId: id, number: 1 })).rejects.toMatchObject(
    refusal('receipt.beyond_end'),
  )
  await expect(grace.call.receipts.markRead({ conversationId: id, number: 0 })).rejects.toMatchObject(
    refusal('conversation.not_found'),
  )
})
