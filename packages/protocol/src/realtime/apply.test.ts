import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConversationId, MessageId, UserId } from '../ids.ts'
import { applyReadPosition } from '../receipts/apply.ts'
import { applyEvent, type ConversationState } from './apply.ts'
import type { KeptEvent } from './events.ts'

const id = ConversationId.parse('01890000-0000-7000-8000-000000000000')
const ada = UserId.parse('01890000-0000-7000-8000-00000000000a')
const grace = UserId.parse('01890000-0000-7000-8000-00000000000b')
const at = '2026-01-01T00:00:00.000Z'
const profile = (userId: UserId) => ({ id: userId, username: 'someone', displayName: 'Someone', bio: '' })

const empty: ConversationState = {
  mine: {
    id,
    kind: 'group',
    name: 'Test',
    topic: null,
    creatorId: ada,
    seq: 1,
    messageCount: 0,
    memberCount: 2,
    lastMessageAt: null,
    createdAt: at,
    me: { role: 'owner', joinedSeq: 1, lastReadNumber: 0, uncountedAfterRead: 0, unread: 0 },
    lastMessage: null,
    people: [],
  },
  members: {},
  messages: { items: [], users: [], hasBefore: false, hasAfter: false },
}

const messageCreated = (number: number, senderId: UserId): KeptEvent => ({
  type: 'message.created',
  seq: number + 1,
  at,
  actorId: senderId,
  sender: profile(senderId),
  message: {
    id: MessageId.parse(`01890000-0000-7000-8000-${String(number).padStart(12, '0')}`),
    conversationId: id,
    number,
    seq: number + 1,
    senderId,
    kind: 'text',
    body: `${number}`,
    content: null,
    createdAt: at,
    editedAt: null,
    deletedAt: null,
    reactions: [],
    changedSeq: number + 1,
  },
})

const apply = (state: ConversationState, events: KeptEvent[]) =>
  events.reduce((before, event) => applyEvent(before, event, ada), state)

test('unread equals what is counted afresh, however messages and read positions interleave', () => {
  const steps = fc.array(fc.oneof(fc.constantFrom('ada', 'grace'), fc.nat(30)), { maxLength: 40 })
  fc.assert(
    fc.property(steps, (interleaving) => {
      const senders: UserId[] = []
      let lastRead = 0
      let state = empty
      const uncounted = () => senders.slice(lastRead).filter((sender) => sender === ada).length
      for (const step of interleaving) {
        if (typeof step === 'string') {
          senders.push(step === 'ada' ? ada : grace)
          state = apply(state, [messageCreated(senders.length, senders.at(-1) ?? ada)])
        } else {
          lastRead = Math.max(lastRead, Math.min(step, senders.length))
          const position = {
            conversationId: id,
            lastReadNumber: lastRead,
            uncountedAfterRead: uncounted(),
            unread: 0,
            seq: state.mine.seq,
          }
          state = { ...state, mine: applyReadPosition(state.mine, position) }
        }
        expect(state.mine.me.unread).toBe(senders.slice(lastRead).filter((sender) => sender === grace).length)
      }
    }),
  )
})

test('an event applied again changes nothing, also in the middle of later ones', () => {
  const events = [1, 2, 3, 4].map((number) => messageCreated(number, number % 2 ? ada : grace))
  const state = apply(empty, events)
  expect(apply(state, events)).toEqual(state)
  expect(state.messages.items.map((message) => message.number)).toEqual([1, 2, 3, 4])
})

test('an old position says nothing new', () => {
  const { mine } = apply(
    empty,
    [1, 2, 3].map((number) => messageCreated(number, grace)),
  )
  const position = { conversationId: id, uncountedAfterRead: 0, unread: 0, seq: mine.seq }
  const read = applyReadPosition(mine, { ...position, lastReadNumber: 3 })
  expect(applyReadPosition(read, { ...position, lastReadNumber: 1 })).toEqual(read)
})

test('a window that does not reach the end stays without a hole', () => {
  const state = apply({ ...empty, messages: { ...empty.messages, hasAfter: true } }, [
    messageCreated(9, grace),
  ])
  expect(state.messages).toMatchObject({ items: [], hasAfter: true })
  const gap = apply(apply(empty, [messageCreated(1, grace)]), [messageCreated(3, grace)])
  expect(gap.messages.items.map((message) => message.number)).toEqual([1])
  expect(gap.messages.hasAfter).toBe(true)
})
