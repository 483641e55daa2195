import { messages } from '@chatterly/db/schema/messages'
import type { ConversationId, MessageId } from '@chatterly/protocol/ids'
import { applyEvent } from '@chatterly/protocol/realtime/apply'
import { collect } from '@chatterly/testing/collect'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, newKey, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { createCaller } from '../router.ts'
import { refusalCodeOf } from '../trpc.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const refusal = (code: string) => ({ cause: { code } })

const remove = (person: Person, conversationId: ConversationId, messageId: MessageId) =>
  person.call.messages.delete({ conversationId, messageId })

test('a deleted message leaves its number and no words; the record is kept', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const message = await say(grace, id, 'Forget **this**')
  await ada.call.reactions.add({ conversationId: id, messageId: message.id, emoji: '👍' })
  const deleted = await remove(grace, id, message.id)
  expect(deleted).toEqual({
    ...message,
    body: null,
    content: null,
    reactions: [],
    deletedAt: expect.any(String),
    changedSeq: message.seq + 2,
  })
  expect((await ada.call.messages.list({ conversationId: id })).items).toEqual([deleted])
  expect((await say(ada, id, 'Next')).number).toBe(message.number + 1)
  const [row] = await world.db.select().from(messages).where(eq(messages.id, message.id))
  expect(row?.body).toBe('Forget **this**')
})

test('deleting tells everybody the whole truth, with what is unread', async () => {
  const id = await conversationOf(ada, [grace, mary], 'group')
  const [read, unread, own, last] = [
    await say(ada, id, 'read'),
    await say(ada, id, 'unread'),
    await say(grace, id, 'own'),
    await say(ada, id, 'last'),
  ]
  await grace.call.receipts.markRead({ conversationId: id, number: 1 })
  for (const { id: messageId, senderId } of [last, read, unread, own]) {
    const sender = senderId === ada.id ? ada : grace
    await expectEventsToReproduceState(grace, id, () => remove(sender, id, messageId))
  }
  expect((await grace.call.conversations.get({ conversationId: id })).me.unread).toBe(0)
  expect((await mary.call.conversations.get({ conversationId: id })).me.unread).toBe(0)
})

test('who was away while a message was written and deleted counts it once', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  await expectEventsToReproduceState(grace, id, async () => {
    await say(ada, id, 'stays')
    const { id: messageId } = await say(ada, id, 'goes')
    await remove(ada, id, messageId)
  })
  expect((await grace.call.conversations.get({ conversationId: id })).me.unread).toBe(1)
})

test('a second time changes nothing, whoever asks and however many at once', async () => {
  const id = await conversationOf(ada, [grace, mary], 'group')
  const message = await say(grace, id, 'Once')
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => remove(n % 2 ? ada : grace, id, message.id)),
  )
  expect(new Set(answers.map((answer) => answer.deletedAt)).size).toBe(1)
  expect(await remove(mary, id, message.id)).toEqual(answers[0])
  expect((await ada.call.conversations.get({ conversationId: id })).seq).toBe(message.seq + 1)
})

describe('who may', () => {
  test('the author, and those who keep the conversation', async () => {
    const id = await conversationOf(ada, [grace, mary], 'group')
    const [hers, another, owners] = [
      await say(grace, id, 'hers'),
      await say(grace, id, 'another'),
      await say(ada, id, 'the owner’s'),
    ]
    for (const messageId of [hers.id, owners.id])
      await expect(remove(mary, id, messageId)).rejects.toMatchObject(refusal('message.delete_forbidden'))
    await remove(grace, id, hers.id)
    await remove(ada, id, another.id)
  })

  test('in a direct conversation only the author', async () => {
    const id = await conversationOf(ada, [grace])
    const hers = await say(grace, id, 'hers')
    await expect(remove(ada, id, hers.id)).rejects.toMatchObject(refusal('message.delete_forbidden'))
    await remove(grace, id, hers.id)
  })

  test('nobody through another conversation', async () => {
    const [id, other] = [
      await conversationOf(ada, [grace], 'group'),
      await conversationOf(ada, [mary], 'group'),
    ]
    const message = await say(ada, id, 'Here')
    await expect(remove(ada, other, message.id)).rejects.toMatchObject(refusal('message.not_found'))
    await remove(ada, id, message.id)
  })
})

test('an edit and a deletion at once: the deletion holds, and no words come back', async () => {
  for (let round = 0; round < 10; round++) {
    const id = await conversationOf(ada, [grace], 'group')
    const { id: messageId, seq } = await say(ada, id, 'words')
    const before = await stateOf(grace, id)
    const [edit] = await Promise.allSettled([
      ada.call.messages.edit({ conversationId: id, messageId, body: 'other words', key: newKey() }),
      remove(ada, id, messageId),
    ])
    if (edit.status === 'rejected') expect(refusalCodeOf(edit.reason)).toBe('message.deleted')
    const { conversations } = await grace.call.sync.pull({ cursors: { [id]: seq } })
    const answer = conversations[id]
    if (!answer || 'reset' in answer) throw new Error('The changes are all there')
    const folded = answer.events.reduce((state, event) => applyEvent(state, event, grace.id), before)
    expect(folded.messages.items).toMatchObject([{ body: null, content: null }])
    expect(folded.messages).toEqual(await grace.call.messages.list({ conversationId: id }))
  }
})

async function stateOf(person: Person, id: ConversationId) {
  const mine = await person.call.conversations.get({ conversationId: id })
  return { mine, members: {}, messages: await person.call.messages.list({ conversationId: id }) }
}

test('no answer holds the words any more, where each did before', async () => {
  const canary = `canary-${crypto.randomUUID()}`
  const id = await conversationOf(ada, [grace], 'group')
  const [send, edit] = [newKey(), newKey()]
  const message = await ada.call.messages.send({ conversationId: id, body: `first ${canary}`, key: send })
  const one = { conversationId: id, messageId: message.id }
  const body = `**then** ${canary}`
  await ada.call.messages.edit({ ...one, body, key: edit })
  await grace.call.receipts.markRead({ conversationId: id, number: 1 })

  const answers = (person: Person): Record<string, () => Promise<unknown>> => ({
    'messages.list': () => person.call.messages.list({ conversationId: id }),
    'conversations.get': () => person.call.conversations.get({ conversationId: id }),
    'conversations.list': () => person.call.conversations.list({}),
    'a pull of changes': () => person.call.sync.pull({ cursors: { [id]: 0 } }),
    'a pull with a snapshot': () => person.call.sync.pull({ cursors: {} }),
    'a snapshot in the stream': () => everythingOf(person, id, 99),
    'the stream from the beginning': () => everythingOf(person, id, 0),
  })
  const retries: Record<string, () => Promise<unknown>> = {
    'the send again': () =>
      ada.call.messages.send({ conversationId: id, body: `first ${canary}`, key: send }),
    'the edit again': () => ada.call.messages.edit({ ...one, body, key: edit }),
  }
  const all = [...Object.entries(answers(grace)), ...Object.entries(answers(ada)), ...Object.entries(retries)]
  for (const [name, ask] of all) expect(JSON.stringify(await ask()), name).toContain(canary)
  await remove(ada, id, message.id)
  for (const [name, ask] of all) expect(JSON.stringify(await ask()), name).not.toContain(canary)
  const receipts = await grace.call.receipts.list(one)
  expect(JSON.stringify(receipts)).not.toContain(canary)
})

/** What a new subscription says first, up to where it stands still. */
async function everythingOf(person: Person, conversationId: ConversationId, after: number) {
  const following = collect((signal) =>
    createCaller(person.ctx, { signal }).conversations.events({ conversationId, after }),
  )
  const { seq } = await person.call.conversations.get({ conversationId })
  await vi.waitFor(() => expect(JSON.stringify(following.seen)).toContain(`"seq":${seq}`))
  await following.stop()
  return following.seen
}
