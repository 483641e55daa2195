import { conversations } from '@chatterly/db/schema/conversations'
import { ClientKey } from '@chatterly/protocol/ids'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

const world = await openTestWorld()
const [ada, grace, mary] = await Promise.all(['Ada', 'Grace', 'Mary'].map((name) => world.person(name)))
if (!ada || !grace || !mary) throw new Error('nobody')

test('a message takes the next number and the next change', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const first = await say(ada, id, 'Hello')
  const second = await say(grace, id, 'Hello *Ada*')
  expect([first.number, second.number]).toEqual([1, 2])
  expect([first.seq, second.seq]).toEqual([2, 3])
  expect(second).toMatchObject({ conversationId: id, senderId: grace.id, body: 'Hello *Ada*' })
  expect(second.content?.blocks[0]).toMatchObject({ children: [{ text: 'Hello ' }, { type: 'emphasis' }] })
})

test('200 parallel sends give 1 to 200, each once, in the order of their ids', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const sent = await Promise.all(
    Array.from({ length: 200 }, (_, n) => say(n % 2 ? ada : grace, id, `message ${n}`)),
  )
  const inOrder = sent.sort((a, b) => a.number - b.number)
  expect(inOrder.map((message) => message.number)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
  expect(inOrder.map((message) => message.seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 2))
  expect(inOrder.map((message) => message.id)).toEqual(inOrder.map((message) => message.id).sort())
  expect(await ada.call.conversations.get({ conversationId: id })).toMatchObject({
    seq: 201,
    messageCount: 200,
  })
})

test('sending tells everybody the whole truth', async () => {
  const id = await conversationOf(ada, [grace, mary], 'group')
  for (const viewer of [ada, grace, mary]) {
    await expectEventsToReproduceState(viewer, id, async () => {
      await say(ada, id, 'One')
      await say(grace, id, 'Two with `code`')
    })
  }
})

test('a conversation that somebody holds delays its own sends, and no others', async () => {
  const [held, free] = [
    await conversationOf(ada, [grace], 'group'),
    await conversationOf(ada, [mary], 'group'),
  ]
  const waiting = await world.db.transaction(async (tx) => {
    await tx.select().from(conversations).where(eq(conversations.id, held)).for('no key update')
    const first = say(ada, held, 'first')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const second = say(ada, held, 'second')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await say(ada, free, 'meanwhile')).toMatchObject({ number: 1 })
    expect((await ada.call.conversations.get({ conversationId: held })).messageCount).toBe(0)
    return [first, second]
  })
  expect((await Promise.all(waiting)).map((message) => message.number)).toEqual([1, 2])
})

describe('a client key', () => {
  test('makes a retry harmless: the first answer again, and one message', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const request = { conversationId: id, body: 'Once', key: newKey() }
    const answers = await Promise.all(Array.from({ length: 20 }, () => ada.call.messages.send(request)))
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect(await ada.call.messages.send(request)).toEqual(answers[0])
    expect((await ada.call.messages.list({ conversationId: id })).items).toHaveLength(1)
  })

  test('refuses other content, also in another conversation at the same moment', async () => {
    const [one, other] = [
      await conversationOf(ada, [grace], 'group'),
      await conversationOf(ada, [mary], 'group'),
    ]
    const key = newKey()
    const outcomes = await Promise.allSettled(
      [one, other].map((conversationId) =>
        ada.call.messages.send({ conversationId, body: 'Same words', key }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(
      ada.call.messages.send({ conversationId: one, body: 'Other words', key }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      cause: { code: 'idempotency.key_reused' },
    })
    const counts = await Promise.all(
      [one, other].map(async (id) => (await ada.call.conversations.get({ conversationId: id })).messageCount),
    )
    expect(counts.sort((a, b) => a - b)).toEqual([0, 1])
  })

  test('answers with the message although its sender was removed before the retry', async () => {
    const id = await conversationOf(ada, [grace, mary], 'group')
    const message = { conversationId: id, body: 'Said, and the answer lost', key: newKey() }
    const first = await grace.call.messages.send(message)
    await ada.call.conversations.removeMember({ conversationId: id, userId: grace.id })
    expect(await grace.call.messages.send(message)).toMatchObject({ id: first.id })
    await expect(grace.call.messages.send({ ...message, key: newKey() })).rejects.toMatchObject({
      cause: { code: 'conversation.not_found' },
    })
  })

  test('belongs to one person', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const key = ClientKey.parse('the-very-same-key')
    const mine = await ada.call.messages.send({ conversationId: id, body: 'Mine', key })
    const hers = await grace.call.messages.send({ conversationId: id, body: 'Hers', key })
    expect(hers.number).toBe(mine.number + 1)
  })
})

describe('what cannot be sent', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['too much', 'x'.repeat(8001)],
    ['control characters', 'a\u0000b'],
  ])('%s', async (_name, body) => {
    const id = await conversationOf(ada, [grace], 'group')
    const before = await ada.call.conversations.get({ conversationId: id })
    await expect(say(ada, id, body)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await ada.call.conversations.get({ conversationId: id })).toEqual(before)
    expect(await say(ada, id, 'x'.repeat(8000))).toMatchObject({ number: before.messageCount + 1 })
  })

  test('anything by somebody who is not there', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await expect(say(mary, id, 'Hi')).rejects.toMatchObject({ cause: { code: 'conversation.not_found' } })
  })
})
