import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test, vi } from 'vitest'

const world = await openTestWorld()
const [ada, grace, mary] = await Promise.all(['Ada', 'Grace', 'Mary'].map((name) => world.person(name)))
if (!ada || !grace || !mary) throw new Error('nobody')
const { reads } = world.world

test('many who come back at once are answered by a few statements, each with what is theirs', async () => {
  const one = await conversationOf(ada, [grace], 'group')
  const other = await conversationOf(grace, [mary], 'group')
  for (const n of [1, 2, 3]) await say(ada, one, `message ${n}`)
  const query = vi.spyOn(world.database.pool, 'query')
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const person = n % 2 ? grace : mary
      const memberships = await reads.membershipsOf(person.id)
      const after = n % 2 ? 1 + (n % 3) : 0
      const changes = await reads.changesIn({ conversationId: n % 2 ? one : other, after, upTo: 4 })
      return { n, after, ids: memberships.map(({ conversation }) => conversation.id), changes }
    }),
  )
  expect(query.mock.calls.length).toBeLessThan(10)
  query.mockRestore()
  for (const { n, after, ids, changes } of answers) {
    expect(new Set(ids)).toEqual(new Set(n % 2 ? [one, other] : [other]))
    const last = n % 2 ? 4 : 1
    expect(changes.map(({ seq }) => seq)).toEqual(
      Array.from({ length: last - after }, (_, place) => after + 1 + place),
    )
  }
})

test('an answer is never older than its question', async () => {
  const before = await reads.membershipsOf(ada.id)
  const id = await conversationOf(ada, [mary], 'group')
  const after = await reads.membershipsOf(ada.id)
  expect(before.some(({ conversation }) => conversation.id === id)).toBe(false)
  expect(after.some(({ conversation }) => conversation.id === id)).toBe(true)
})
