import { collect } from '@chatterly/testing/collect'
import { conversationOf, newKey, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import type { ConversationKind } from '@chatterly/protocol/conversations/shapes'
import type { MessageId } from '@chatterly/protocol/ids'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { createCaller } from '../router.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')

/** Mary comes after the first message and before the second. */
async function joinedLate(kind: ConversationKind) {
  const id = await conversationOf(ada, [grace], kind)
  const before = await say(ada, id, 'before')
  await ada.call.conversations.addMember({ conversationId: id, userId: mary.id })
  const after = await say(ada, id, 'after')
  const canary = `canary-${crypto.randomUUID()}`
  /** Everything that can happen to a message. */
  const touch = async (messageId: MessageId) => {
    const one = { conversationId: id, messageId }
    await ada.call.messages.edit({ ...one, body: canary, key: newKey() })
    await grace.call.reactions.add({ ...one, emoji: '🤫' })
    await grace.call.reactions.remove({ ...one, emoji: '🤫' })
    await grace.call.reactions.add({ ...one, emoji: '🤫' })
  }
  return { id, before, after, canary, touch }
}

/** All three ways by which changes come, up to the given number. They are open when this resolves. */
async function listenEverywhere(
  person: Person,
  conversationId: Awaited<ReturnType<typeof joinedLate>>['id'],
) {
  const open = <Item>(items: (call: Person['call']) => Promise<AsyncIterable<Item>>) => {
    const listening = collect((signal) => items(createCaller(person.ctx, { signal })))
    onTestFinished(() => listening.stop())
    return listening.seen
  }
  const streams = [
    open((call) => call.me.events()),
    open((call) => call.conversations.events({ conversationId, after: 3 })),
  ]
  await vi.waitFor(() => expect(streams[0]).toMatchObject([{ type: 'live' }]))
  return async (seq: number) => {
    for (const seen of streams)
      await vi.waitFor(() => expect(JSON.stringify(seen)).toContain(`"seq":${seq},`))
    const late = open((call) => call.conversations.events({ conversationId, after: 3 }))
    await vi.waitFor(() => expect(JSON.stringify(late)).toContain(`"seq":${seq},`))
    return [...streams, late, await person.call.sync.pull({ cursors: { [conversationId]: 3 } })].map((said) =>
      JSON.stringify(said),
    )
  }
}

describe('a member who came to a group later', () => {
  test('is told nothing of earlier messages, on any way, and everything of later ones', async () => {
    const { id, before, after, canary, touch } = await joinedLate('group')
    const [asMary, asGrace] = [await listenEverywhere(mary, id), await listenEverywhere(grace, id)]
    await touch(before.id)
    await ada.call.messages.delete({ conversationId: id, messageId: before.id })
    const hidden = await asMary(9)
    for (const told of hidden) {
      expect(told).not.toContain(canary)
      expect(told).not.toContain('🤫')
      expect(told).not.toContain(before.id)
      expect(told).toContain('change.hidden')
    }
    for (const told of await asGrace(9)) expect(told).toContain(before.id)

    await touch(after.id)
    for (const told of await asMary(13)) {
      expect(told).toContain(canary)
      expect(told).toContain('🤫')
    }
  })

  test('stays as if freshly loaded through what is hidden', async () => {
    const { id, before, touch } = await joinedLate('group')
    await expectEventsToReproduceState(mary, id, () => touch(before.id))
    await expectEventsToReproduceState(mary, id, () =>
      ada.call.messages.delete({ conversationId: id, messageId: before.id }),
    )
  })
})

test('in a channel, where history is open, they are told', async () => {
  const { id, before, canary, touch } = await joinedLate('channel')
  const asMary = await listenEverywhere(mary, id)
  await touch(before.id)
  for (const told of await asMary(8)) {
    expect(told).toContain(canary)
    expect(told).not.toContain('change.hidden')
  }
})
