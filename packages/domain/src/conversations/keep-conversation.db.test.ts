import { conversations } from '@chatterly/db/schema/conversations'
import { refusalOf } from '@chatterly/testing/browser'
import { collect } from '@chatterly/testing/collect'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { createCaller } from '../router.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')

describe('a name and a topic', () => {
  test('are changed by those who keep the conversation, and everybody is told', async () => {
    const conversationId = await conversationOf(ada, [grace, mary], 'group')
    for (const viewer of [ada, grace])
      await expectEventsToReproduceState(viewer, conversationId, () =>
        ada.call.conversations.update({ conversationId, name: `For ${viewer.name}`, topic: 'Engines' }),
      )
    const { seq } = await ada.call.conversations.update({ conversationId, topic: null })
    const same = await ada.call.conversations.update({ conversationId, name: 'For Grace' })
    expect(same).toMatchObject({ name: 'For Grace', topic: null, seq })
    expect(await refusalOf(grace.call.conversations.update({ conversationId, name: 'Mine' }))).toBe(
      'conversation.forbidden',
    )
  })

  test('are none of a direct conversation', async () => {
    const direct = await conversationOf(ada, [grace])
    expect(await refusalOf(ada.call.conversations.update({ conversationId: direct, name: 'Us' }))).toBe(
      'conversation.direct_is_fixed',
    )
  })
})

describe('a role', () => {
  test('is given by owners, and everybody is told', async () => {
    const conversationId = await conversationOf(ada, [grace, mary], 'group')
    const give = (person = grace, role: 'owner' | 'admin' | 'member' = 'admin', by = ada) =>
      by.call.conversations.changeRole({ conversationId, userId: person.id, role })
    expect(await refusalOf(give(grace, 'owner', grace))).toBe('member.forbidden')
    await expectEventsToReproduceState(grace, conversationId, () => give())
    await expectEventsToReproduceState(mary, conversationId, () => give(grace, 'owner'))
    expect((await grace.call.conversations.get({ conversationId })).me.role).toBe('owner')
    await give(ada, 'member', grace)
    expect(await refusalOf(give(grace, 'member', grace))).toBe('conversation.owner_must_stay')
    expect(await refusalOf(give(await world.person('Stranger'), 'admin', grace))).toBe('member.not_found')
  })

  test('of the last owner stays, though two give it up at once', async () => {
    const conversationId = await conversationOf(ada, [grace], 'group')
    await ada.call.conversations.changeRole({ conversationId, userId: grace.id, role: 'owner' })
    const outcomes = await Promise.all(
      [ada, grace].map((person) =>
        refusalOf(
          person.call.conversations.changeRole({ conversationId, userId: person.id, role: 'member' }),
        ),
      ),
    )
    expect(outcomes).toContain(undefined)
    expect(outcomes).toContain('conversation.owner_must_stay')
  })
})

describe('a conversation that is deleted', () => {
  test('is told to everybody in it, as the last they hear of it', async () => {
    const conversationId = await conversationOf(ada, [grace], 'group')
    const heard = collect((signal) => createCaller(grace.ctx, { signal }).me.events())
    await vi.waitFor(() => expect(heard.seen).toContainEqual(expect.objectContaining({ type: 'live' })))
    await say(ada, conversationId, 'Farewell')
    await ada.call.conversations.delete({ conversationId })
    await vi.waitFor(() =>
      expect(heard.seen).toContainEqual(
        expect.objectContaining({
          events: [expect.objectContaining({ type: 'conversation.deleted', seq: 3 })],
        }),
      ),
    )
    await heard.stop()
    const { conversations: pulled } = await grace.call.sync.pull({ cursors: { [conversationId]: 1 } })
    expect(pulled[conversationId]).toEqual({ reset: { reason: 'gone', snapshot: null } })
  })

  test('is not found any more, nor entered, nor written to, nor begun again', async () => {
    const conversationId = await conversationOf(ada, [grace], 'channel')
    const { id: messageId } = await say(ada, conversationId, 'Once')
    await ada.call.conversations.delete({ conversationId })
    const attempts = [
      grace.call.conversations.get({ conversationId }),
      mary.call.conversations.join({ conversationId }),
      ada.call.messages.list({ conversationId }),
      ada.call.messages.send({ conversationId, body: 'Still here?', key: newKey() }),
      ada.call.conversations.addMember({ conversationId, userId: mary.id }),
      ada.call.conversations.delete({ conversationId }),
    ]
    for (const code of await Promise.all(attempts.map(refusalOf))) expect(code).toBe('conversation.not_found')
    expect(await refusalOf(ada.call.messages.get({ messageId }))).toBe('message.not_found')
    const { items } = await mary.call.conversations.browse({ limit: 100 })
    expect(items.map(({ id }) => id)).not.toContain(conversationId)
    const [row] = await world.db.select().from(conversations).where(eq(conversations.id, conversationId))
    expect(row).toMatchObject({ memberCount: 0, deletedAt: expect.any(Date) })
  })

  test('was one that its deleter kept', async () => {
    const conversationId = await conversationOf(ada, [grace, mary], 'group')
    expect(await refusalOf(grace.call.conversations.delete({ conversationId }))).toBe(
      'conversation.forbidden',
    )
    await ada.call.conversations.changeRole({ conversationId, userId: grace.id, role: 'admin' })
    await grace.call.conversations.delete({ conversationId })
    const direct = await conversationOf(ada, [grace])
    expect(await refusalOf(ada.call.conversations.delete({ conversationId: direct }))).toBe(
      'conversation.direct_is_fixed',
    )
  })

  test('is deleted or joined, when both happen at once, and nobody is left inside', async () => {
    for (let round = 0; round < 5; round++) {
      const conversationId = await conversationOf(ada, [], 'channel')
      await Promise.all([
        ada.call.conversations.delete({ conversationId }),
        refusalOf(grace.call.conversations.join({ conversationId })),
        refusalOf(mary.call.conversations.join({ conversationId })),
      ])
      for (const person of [grace, mary])
        expect(await refusalOf(person.call.conversations.get({ conversationId }))).toBe(
          'conversation.not_found',
        )
    }
  })
})
