import { MessageId } from '@chatterly/protocol/ids'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const refusal = (code: string) => ({ cause: { code } })

async function said(body = 'Helo') {
  const id = await conversationOf(ada, [grace, mary], 'group')
  return { id, message: await say(ada, id, body) }
}

test('an edit changes the words and says when, and nothing else', async () => {
  const { id, message } = await said()
  const request = { conversationId: id, messageId: message.id, body: 'Hello *all*', key: newKey() }
  const edited = await ada.call.messages.edit(request)
  expect(edited).toEqual({
    ...message,
    body: 'Hello *all*',
    content: edited.content,
    editedAt: expect.any(String),
    changedSeq: message.seq + 1,
  })
  expect(edited.content?.blocks[0]).toMatchObject({ children: [{ text: 'Hello ' }, { type: 'emphasis' }] })
  expect((await grace.call.messages.list({ conversationId: id })).items).toEqual([edited])
  expect((await grace.call.conversations.get({ conversationId: id })).lastMessage).toEqual(edited)
})

test('editing tells everybody the whole truth, of the last message and of an older one', async () => {
  const { id, message } = await said()
  await say(grace, id, 'Hello yourself')
  for (const viewer of [ada, grace]) {
    await expectEventsToReproduceState(viewer, id, () =>
      ada.call.messages.edit({
        conversationId: id,
        messageId: message.id,
        body: `For ${viewer.name}`,
        key: newKey(),
      }),
    )
  }
  await expectEventsToReproduceState(mary, id, async () => {
    const { id: messageId } = await say(grace, id, 'New')
    await grace.call.messages.edit({ conversationId: id, messageId, body: 'New and better', key: newKey() })
  })
})

test('the same words again are no change', async () => {
  const { id, message } = await said('As it should be')
  const request = { conversationId: id, messageId: message.id, body: 'As it should be' }
  expect(await ada.call.messages.edit({ ...request, key: newKey() })).toEqual(message)
  expect((await ada.call.conversations.get({ conversationId: id })).seq).toBe(message.seq)
})

describe('a client key', () => {
  test('makes a retry harmless, also after a later edit', async () => {
    const { id, message } = await said()
    const first = { conversationId: id, messageId: message.id, body: 'First', key: newKey() }
    await Promise.all(Array.from({ length: 20 }, () => ada.call.messages.edit(first)))
    expect((await ada.call.conversations.get({ conversationId: id })).seq).toBe(message.seq + 1)
    await ada.call.messages.edit({ ...first, body: 'Second', key: newKey() })
    expect(await ada.call.messages.edit(first)).toMatchObject({ body: 'Second' })
  })

  test('is answered also when its owner was removed since', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const message = await say(grace, id, 'Helo')
    const edit = { conversationId: id, messageId: message.id, body: 'Hello', key: newKey() }
    const edited = await grace.call.messages.edit(edit)
    await ada.call.conversations.removeMember({ conversationId: id, userId: grace.id })
    expect(await grace.call.messages.edit(edit)).toEqual(edited)
    await expect(grace.call.messages.edit({ ...edit, key: newKey() })).rejects.toMatchObject(
      refusal('conversation.not_found'),
    )
  })

  test('is refused with other words, for another message, and after a send', async () => {
    const { id, message } = await said()
    const other = await say(ada, id, 'Another')
    const edit = { conversationId: id, messageId: message.id, body: 'Hello', key: newKey() }
    await ada.call.messages.edit(edit)
    for (const change of [{ body: 'Goodbye' }, { messageId: other.id }])
      await expect(ada.call.messages.edit({ ...edit, ...change })).rejects.toMatchObject(
        refusal('idempotency.key_reused'),
      )
    await expect(
      ada.call.messages.send({ conversationId: id, body: 'Hello', key: edit.key }),
    ).rejects.toMatchObject(refusal('idempotency.key_reused'))
  })
})

describe('what is refused', () => {
  test('another’s message, whatever the role', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const hers = await say(grace, id, 'My words')
    const request = { conversationId: id, messageId: hers.id, body: 'Your words', key: newKey() }
    await expect(ada.call.messages.edit(request)).rejects.toMatchObject(refusal('message.edit_forbidden'))
    expect(await grace.call.messages.edit(request)).toMatchObject({ body: 'Your words' })
  })

  test('a deleted message, one of another conversation, and none', async () => {
    const { id, message } = await said()
    const elsewhere = await said()
    const request = { conversationId: id, messageId: message.id, body: 'Too late' }
    for (const messageId of [elsewhere.message.id, MessageId.parse(crypto.randomUUID())]) {
      await expect(ada.call.messages.edit({ ...request, messageId, key: newKey() })).rejects.toMatchObject(
        refusal('message.not_found'),
      )
    }
    await ada.call.messages.delete({ conversationId: id, messageId: message.id })
    await expect(ada.call.messages.edit({ ...request, key: newKey() })).rejects.toMatchObject(
      refusal('message.deleted'),
    )
  })

  test('one’s own from before one came back to a group, as it is not listed either', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const hers = await say(grace, id, 'Before')
    const request = { conversationId: id, messageId: hers.id, body: 'After' }
    await grace.call.messages.edit({ ...request, body: 'While there', key: newKey() })
    await ada.call.conversations.removeMember({ conversationId: id, userId: grace.id })
    await ada.call.conversations.addMember({ conversationId: id, userId: grace.id })
    await expect(grace.call.messages.edit({ ...request, key: newKey() })).rejects.toMatchObject(
      refusal('message.not_found'),
    )
  })

  test.each(['', ' \n ', 'x'.repeat(8001), 'a\u0000b'])('a body that could not be sent: %j', async (body) => {
    const { id, message } = await said()
    await expect(
      ada.call.messages.edit({ conversationId: id, messageId: message.id, body, key: newKey() }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
