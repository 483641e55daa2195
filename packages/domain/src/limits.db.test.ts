import { createWire } from '@chatterly/platform/testing/wire'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { refusalCodeOf } from './trpc.ts'

const wire = await createWire(process.env.DATABASE_URL ?? '')
const world = await openTestWorld()

const outcomesOf = async (calls: Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map((call) =>
    call.status === 'fulfilled' ? 'done' : refusalCodeOf(call.reason),
  )

test('a person may send so much and no more, however many sockets they have; others are not touched', async () => {
  const strict = await openTestWorld({ databaseUrl: world.env.DATABASE_URL, rateLimitScale: 0.05 })
  const [ada, grace] = [await strict.person('Ada'), await strict.person('Grace')]
  const id = await conversationOf(ada, [grace])
  const outcomes = await outcomesOf(Array.from({ length: 20 }, (_, n) => say(ada, id, `${n}`)))
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(15)
  expect(outcomes.filter((outcome) => outcome === 'rate.limited')).toHaveLength(5)
  await say(grace, id, 'I may')
  await expect(say(ada, id, 'more')).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
    cause: { retryAfterSeconds: expect.any(Number) },
  })
})

test('without PostgreSQL a send is refused clearly, and goes through with the same key afterwards', async () => {
  const fresh = new URL(wire.url)
  fresh.pathname = new URL(world.env.DATABASE_URL).pathname
  const shaky = await openTestWorld({ databaseUrl: fresh.href })
  const [ada, grace] = [await shaky.person('Ada'), await shaky.person('Grace')]
  const request = {
    conversationId: await conversationOf(ada, [grace]),
    body: 'Through all of it',
    key: newKey(),
  }
  await wire.cut()
  await expect(ada.call.messages.send(request)).rejects.toMatchObject({
    code: 'SERVICE_UNAVAILABLE',
    cause: { code: 'service.unavailable', retryAfterSeconds: 1 },
  })
  await wire.mend()
  expect(await ada.call.messages.send(request)).toMatchObject({ number: 1 })
})
