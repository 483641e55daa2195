import { users } from '@chatterly/db/schema/users'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { jsonOf } from '../encoded-answer.ts'
import { createCaller } from '../router.ts'

const here = await openTestWorld()
const there = await openTestWorld({ databaseUrl: here.env.DATABASE_URL })
const ada = await here.person('Ada')
const grace = await here.person('Grace')
const graceThere = createCaller({ ...grace.ctx, ...there.world })
const conversationId = await conversationOf(ada, [grace])
await say(grace, conversationId, 'Hello')

const page = () => ada.call.messages.list({ conversationId })
const senders = async () => (await page()).users.map((user) => user.displayName)

test('a page is encoded once, until a message or a name changes', async () => {
  const first = await page()
  expect(jsonOf(first)?.toString()).toBe(JSON.stringify(first))
  expect(await page()).toBe(first)
  await grace.call.users.update({ displayName: 'Rear Admiral Hopper' })
  const renamed = await page()
  expect(jsonOf(renamed)?.toString()).toContain('Rear Admiral Hopper')
  await say(grace, conversationId, 'Again')
  expect((await page()).items).toHaveLength(2)
})

test('somebody who is renamed on another process is soon renamed here, told by the bus', async () => {
  await senders()
  await graceThere.users.update({ displayName: 'Amazing Grace' })
  await vi.waitFor(async () => expect(await senders()).toEqual(['Amazing Grace']), {
    timeout: 500,
    interval: 5,
  })
})

test('where no word of it came, within a second or so', async () => {
  await senders()
  await here.db.update(users).set({ displayName: 'Grace' }).where(eq(users.id, grace.id))
  await vi.waitFor(async () => expect(await senders()).toEqual(['Grace']), { timeout: 2000, interval: 20 })
})
