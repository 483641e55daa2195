import { reactions } from '@chatterly/db/schema/reactions'
import { MessageId, ReactionId } from '@chatterly/protocol/ids'
import { REACTION_EMOJI_MAX, REACTIONS_MAX } from '@chatterly/protocol/reactions/shapes'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const refusal = (code: string) => ({ cause: { code } })

async function said() {
  const conversationId = await conversationOf(ada, [grace], 'group')
  const { id: messageId } = await say(ada, conversationId, 'Ship it?')
  const one = { conversationId, messageId }
  const shown = async () => {
    const { items } = await ada.call.messages.list({ conversationId })
    return items[0]?.reactions.map(({ emoji, userId }) => [emoji, userId])
  }
  const seq = async () => (await ada.call.conversations.get({ conversationId })).seq
  return { conversationId, messageId, one, shown, seq }
}

test('everybody sees who reacted with what, in the order it came', async () => {
  const { one, shown, conversationId } = await said()
  const first = await grace.call.reactions.add({ ...one, emoji: '🚀' })
  await ada.call.reactions.add({ ...one, emoji: '🚀' })
  await grace.call.reactions.add({ ...one, emoji: '👍🏽' })
  expect(await shown()).toEqual([
    ['🚀', grace.id],
    ['🚀', ada.id],
    ['👍🏽', grace.id],
  ])
  expect(first).toEqual({ id: expect.any(String), emoji: '🚀', userId: grace.id })
  const { lastMessage } = await grace.call.conversations.get({ conversationId })
  expect(lastMessage?.reactions).toHaveLength(3)
})

test('reacting and taking it back tells everybody the whole truth', async () => {
  const { one, conversationId } = await said()
  await say(grace, conversationId, 'Later')
  for (const viewer of [ada, grace]) {
    await expectEventsToReproduceState(viewer, conversationId, () =>
      viewer.call.reactions.add({ ...one, emoji: '🎉' }),
    )
  }
  await expectEventsToReproduceState(ada, conversationId, () =>
    grace.call.reactions.remove({ ...one, emoji: '🎉' }),
  )
  await expectEventsToReproduceState(grace, conversationId, async () => {
    const { id: messageId } = await say(ada, conversationId, 'New')
    const fresh = { conversationId, messageId, emoji: '👀' }
    await grace.call.reactions.add(fresh)
    await ada.call.reactions.add(fresh)
    await grace.call.reactions.remove(fresh)
    await ada.call.messages.delete({ conversationId, messageId: one.messageId })
  })
})

test('one per person and emoji, however many at once', async () => {
  const { one, shown, seq } = await said()
  const before = await seq()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => grace.call.reactions.add({ ...one, emoji: '👍' })),
  )
  expect(new Set(answers.map((reaction) => reaction.id)).size).toBe(1)
  expect(await shown()).toEqual([['👍', grace.id]])
  expect(await seq()).toBe(before + 1)
})

test('it is taken back by its emoji or its id, and a second time nothing happens', async () => {
  const { one, conversationId, shown, seq } = await said()
  const { id: reactionId } = await grace.call.reactions.add({ ...one, emoji: '👍' })
  await grace.call.reactions.add({ ...one, emoji: '👎' })
  await grace.call.reactions.remove({ ...one, emoji: '👎' })
  expect(await shown()).toEqual([['👍', grace.id]])
  await grace.call.reactions.remove({ conversationId, reactionId })
  expect(await shown()).toEqual([])
  const after = await seq()
  await grace.call.reactions.remove({ ...one, emoji: '👎' })
  await grace.call.reactions.remove({ conversationId, reactionId })
  expect(await seq()).toBe(after)
})

test('adding and taking back at once: what is shown is what is stored, and every change has its event', async () => {
  const { one, conversationId, messageId, shown } = await said()
  await expectEventsToReproduceState(ada, conversationId, () =>
    Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2
          ? grace.call.reactions.remove({ ...one, emoji: '👍' })
          : grace.call.reactions.add({ ...one, emoji: '👍' }),
      ),
    ),
  )
  const rows = await world.db.select().from(reactions).where(eq(reactions.messageId, messageId))
  expect(await shown()).toEqual(rows.map((row) => [row.emoji, row.userId]))
})

describe('what is refused', () => {
  test('another’s reaction, by its id', async () => {
    const { one, conversationId } = await said()
    const { id: reactionId } = await grace.call.reactions.add({ ...one, emoji: '👍' })
    const request = { conversationId, reactionId }
    await expect(ada.call.reactions.remove(request)).rejects.toMatchObject(refusal('reaction.forbidden'))
    await grace.call.reactions.remove(request)
  })

  test('a reaction of another conversation, which is as if there were none', async () => {
    const { one } = await said()
    const elsewhere = await conversationOf(grace, [mary], 'group')
    const { id: reactionId } = await grace.call.reactions.add({ ...one, emoji: '👍' })
    await grace.call.reactions.remove({ conversationId: elsewhere, reactionId })
    await grace.call.reactions.remove({
      conversationId: elsewhere,
      reactionId: ReactionId.parse(crypto.randomUUID()),
    })
    const rows = await world.db.select().from(reactions).where(eq(reactions.id, reactionId))
    expect(rows).toHaveLength(1)
  })

  test('a message that is not there, of another conversation, or deleted', async () => {
    const [{ one, conversationId }, other] = [await said(), await said()]
    const react = { ...one, emoji: '👍' }
    for (const messageId of [MessageId.parse(crypto.randomUUID()), other.messageId]) {
      await expect(ada.call.reactions.add({ ...react, messageId })).rejects.toMatchObject(
        refusal('message.not_found'),
      )
    }
    const { id: reactionId } = await ada.call.reactions.add(react)
    await ada.call.messages.delete(one)
    await expect(grace.call.reactions.add(react)).rejects.toMatchObject(refusal('message.deleted'))
    for (const removal of [react, { conversationId, reactionId }])
      await expect(ada.call.reactions.remove(removal)).rejects.toMatchObject(refusal('message.deleted'))
  })

  test('somebody who is not there', async () => {
    const { one, shown } = await said()
    await expect(mary.call.reactions.add({ ...one, emoji: '👍' })).rejects.toMatchObject(
      refusal('conversation.not_found'),
    )
    expect(await shown()).toEqual([])
  })

  test.each(['', 'a', ':+1:', '1', '👍👍', '❤', '👍 ', '<b>'])('what is not one emoji: %j', async (emoji) => {
    const { one } = await said()
    await expect(ada.call.reactions.add({ ...one, emoji })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('one emoji too many, while those that are there may still be joined', async () => {
    const { one } = await said()
    const faces = Array.from({ length: REACTION_EMOJI_MAX }, (_, n) => String.fromCodePoint(0x1f600 + n))
    for (const emoji of faces) await ada.call.reactions.add({ ...one, emoji })
    await expect(ada.call.reactions.add({ ...one, emoji: '🚀' })).rejects.toMatchObject(
      refusal('reaction.too_many'),
    )
    await expect(grace.call.reactions.add({ ...one, emoji: '🚀' })).rejects.toMatchObject(
      refusal('reaction.too_many'),
    )
    await grace.call.reactions.add({ ...one, emoji: faces[0] ?? '' })
  })

  test('more than a view of the message carries', async () => {
    const { one, messageId } = await said()
    await world.db.execute(sql`
      with crowd as (
        insert into users (email, username, display_name, password_hash, search_text)
        select n || '@crowd.example', 'crowd' || n, 'Crowd', '', 'crowd'
        from generate_series(1, ${REACTIONS_MAX - 1}) as n returning id
      )
      insert into reactions (message_id, user_id, emoji) select ${messageId}::uuid, id, '👍' from crowd`)
    await grace.call.reactions.add({ ...one, emoji: '👍' })
    await expect(ada.call.reactions.add({ ...one, emoji: '👍' })).rejects.toMatchObject(
      refusal('reaction.too_many'),
    )
  })
})
