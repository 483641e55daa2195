import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, newKey, openTestWorld, say } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const refusal = (code: string) => ({ cause: { code } })

describe('making one', () => {
  test('two people make a direct conversation, three a group', async () => {
    const direct = await ada.call.conversations.create({ memberIds: [grace.id], key: newKey() })
    const group = await ada.call.conversations.create({ memberIds: [grace.id, mary.id], key: newKey() })
    expect(direct).toMatchObject({ kind: 'direct', name: null, seq: 1, messageCount: 0, memberCount: 2 })
    expect(direct.people.map((person) => person.displayName)).toEqual(['Grace'])
    expect(group).toMatchObject({ kind: 'group', memberCount: 3, me: { role: 'owner', unread: 0 } })
  })

  test('a pair has one, whoever starts it and however often at once', async () => {
    const [one, other] = [await world.person('One'), await world.person('Other')]
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) => conversationOf(n % 2 ? one : other, [n % 2 ? other : one])),
    )
    expect(new Set(made).size).toBe(1)
    const [only] = made
    if (!only) throw new Error('none')
    expect(await one.call.conversations.get({ conversationId: only })).toMatchObject({
      seq: 1,
      memberCount: 2,
    })
  })

  test('the same key makes one; with other content it is refused', async () => {
    const request = { kind: 'channel' as const, name: 'once', memberIds: [], key: newKey() }
    const made = await Promise.all(Array.from({ length: 10 }, () => ada.call.conversations.create(request)))
    expect(new Set(made.map((conversation) => conversation.id)).size).toBe(1)
    await expect(ada.call.conversations.create({ ...request, name: 'twice' })).rejects.toMatchObject(
      refusal('idempotency.key_reused'),
    )
  })

  test.each([
    ['a direct one alone', { memberIds: [] }, 'conversation.direct_needs_two'],
    [
      'a direct one of three',
      { kind: 'direct' as const, memberIds: [grace.id, mary.id] },
      'conversation.direct_needs_two',
    ],
    ['a channel without a name', { kind: 'channel' as const, memberIds: [] }, 'conversation.name_required'],
  ])('refuses %s', async (_name, input, code) => {
    await expect(ada.call.conversations.create({ ...input, key: newKey() })).rejects.toMatchObject(
      refusal(code),
    )
  })

  test('refuses people who are not there', async () => {
    const nobody = crypto.randomUUID()
    await expect(ada.call.conversations.create({ memberIds: [nobody], key: newKey() })).rejects.toMatchObject(
      refusal('user.not_found'),
    )
  })
})

describe('coming and going', () => {
  test('a channel is browsed, joined and left, and tells it', async () => {
    const id = await conversationOf(ada, [], 'channel')
    const { name } = await ada.call.conversations.get({ conversationId: id })
    const browsed = await grace.call.conversations.browse({ query: name?.slice(2, -1) })
    expect(browsed.items).toMatchObject([{ id, isMember: false }])

    await expectEventsToReproduceState(ada, id, () => grace.call.conversations.join({ conversationId: id }))
    expect((await grace.call.conversations.browse({ query: name ?? '' })).items).toMatchObject([
      { isMember: true },
    ])
    await grace.call.conversations.join({ conversationId: id })
    expect((await ada.call.conversations.get({ conversationId: id })).memberCount).toBe(2)

    await expectEventsToReproduceState(ada, id, () => grace.call.conversations.leave({ conversationId: id }))
    await expect(say(grace, id, 'Still here?')).rejects.toMatchObject(refusal('conversation.join_first'))
  })

  test('adding and removing tells the whole truth', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await expectEventsToReproduceState(grace, id, () =>
      ada.call.conversations.addMember({ conversationId: id, userId: mary.id }),
    )
    await expectEventsToReproduceState(grace, id, () =>
      ada.call.conversations.removeMember({ conversationId: id, userId: mary.id }),
    )
    await expect(mary.call.conversations.get({ conversationId: id })).rejects.toMatchObject(
      refusal('conversation.not_found'),
    )
  })

  test('a removed member who is brought back has two periods, and a name that does not change', async () => {
    const id = await conversationOf(ada, [grace, mary], 'group')
    await ada.call.conversations.removeMember({ conversationId: id, userId: mary.id })
    await ada.call.conversations.addMember({ conversationId: id, userId: mary.id })
    expect((await mary.call.conversations.get({ conversationId: id })).me.joinedSeq).toBe(3)
    expect((await ada.call.conversations.members({ conversationId: id })).items).toHaveLength(3)
  })

  test('who may do it: owners and admins in a group, anybody in a channel, nobody in a direct one', async () => {
    const group = await conversationOf(ada, [grace], 'group')
    const channel = await conversationOf(ada, [grace], 'channel')
    const direct = await conversationOf(ada, [grace])
    const add = (conversationId: typeof group) =>
      grace.call.conversations.addMember({ conversationId, userId: mary.id })
    await expect(add(group)).rejects.toMatchObject(refusal('member.forbidden'))
    await expect(add(direct)).rejects.toMatchObject(refusal('conversation.direct_is_fixed'))
    await add(channel)
    await expect(
      grace.call.conversations.removeMember({ conversationId: channel, userId: mary.id }),
    ).rejects.toMatchObject(refusal('member.forbidden'))
    await expect(grace.call.conversations.leave({ conversationId: direct })).rejects.toMatchObject(
      refusal('conversation.direct_is_fixed'),
    )
  })

  test('the only owner stays while others are there', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await expect(ada.call.conversations.leave({ conversationId: id })).rejects.toMatchObject(
      refusal('conversation.owner_must_stay'),
    )
    await grace.call.conversations.leave({ conversationId: id })
    await ada.call.conversations.leave({ conversationId: id })
  })
})

describe('lists', () => {
  test('mine, the most recently active first, page by page', async () => {
    const kay = await world.person('Kay')
    const ids = []
    for (let n = 0; n < 5; n++) ids.push(await conversationOf(kay, [], 'channel'))
    const [first] = ids
    if (!first) throw new Error('none')
    await say(kay, first, 'Up again')
    const pageOne = await kay.call.conversations.list({ limit: 3 })
    const pageTwo = await kay.call.conversations.list({ limit: 3, cursor: pageOne.nextCursor ?? '' })
    expect([...pageOne.items, ...pageTwo.items].map((item) => item.id)).toEqual([
      first,
      ...ids.slice(1).reverse(),
    ])
    expect(pageTwo.nextCursor).toBeNull()
    expect(pageOne.items[0]?.lastMessage?.body).toBe('Up again')
    await expect(kay.call.conversations.list({ cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  test('members, in the order they came, page by page', async () => {
    const id = await conversationOf(ada, [], 'channel')
    await ada.call.conversations.addMember({ conversationId: id, userId: mary.id })
    await ada.call.conversations.addMember({ conversationId: id, userId: grace.id })
    const one = await ada.call.conversations.members({ conversationId: id, limit: 2 })
    const two = await ada.call.conversations.members({
      conversationId: id,
      limit: 2,
      cursor: one.nextCursor ?? '',
    })
    expect([...one.items, ...two.items].map((member) => member.user.id)).toEqual([ada.id, mary.id, grace.id])
  })

  test('a group’s last message before one joined is not shown', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await say(ada, id, 'A secret')
    await ada.call.conversations.addMember({ conversationId: id, userId: mary.id })
    expect((await mary.call.conversations.get({ conversationId: id })).lastMessage).toBeNull()
    expect((await grace.call.conversations.get({ conversationId: id })).lastMessage?.body).toBe('A secret')
  })
})
