import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConversationId, MessageId, ReactionId, UserId } from '../ids.ts'
import type { MessageView } from '../messages/shapes.ts'
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
    call: null,
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

const changed = (message: KeptEvent, seq: number, change: Partial<MessageView>): KeptEvent => {
  if (message.type !== 'message.created') throw new Error('Only a message is changed')
  const type = change.deletedAt ? 'message.deleted' : 'message.edited'
  return { type, seq, at, actorId: ada, message: { ...message.message, ...change, changedSeq: seq } }
}

test('unread equals what is counted afresh, however messages and deletions interleave', () => {
  const steps = fc.array(fc.oneof(fc.constantFrom('ada', 'grace'), fc.nat(20)), { maxLength: 40 })
  fc.assert(
    fc.property(steps, fc.nat(10), fc.boolean(), (interleaving, readTo, isAway) => {
      const written: { event: KeptEvent; senderId: UserId; isDeleted: boolean }[] = []
      const events: KeptEvent[] = []
      for (const step of interleaving) {
        const seq = events.length + 2
        if (typeof step === 'string') {
          const senderId = step === 'ada' ? ada : grace
          const event = { ...messageCreated(written.length + 1, senderId), seq }
          written.push({ event, senderId, isDeleted: false })
          events.push(event)
        } else {
          const target = written[step]
          if (!target || target.isDeleted) continue
          target.isDeleted = true
          events.push(changed(target.event, seq, { body: null, deletedAt: at }))
        }
      }
      // Who was away is shown every message as it is now, also in the event that created it.
      const asNow = (event: KeptEvent): KeptEvent => {
        const deletion = events.find(
          (later) =>
            later.type === 'message.deleted' && 'message' in event && later.message.id === event.message.id,
        )
        return event.type === 'message.created' && deletion?.type === 'message.deleted'
          ? { ...event, message: deletion.message }
          : event
      }
      const lastReadNumber = Math.min(readTo, written.length)
      const start = { ...empty, mine: { ...empty.mine, me: { ...empty.mine.me, lastReadNumber } } }
      const { mine } = apply(start, isAway ? events.map(asNow) : events)
      const counted = written.filter(
        ({ senderId, isDeleted }, index) => senderId === grace && !isDeleted && index >= lastReadNumber,
      )
      expect(mine.me.unread).toBe(counted.length)
    }),
  )
})

test('a message keeps the newest view of it, whatever order views and events come in', () => {
  const created = messageCreated(1, grace)
  const edited = changed(created, 3, { body: 'better', editedAt: at })
  const deleted = changed(created, 4, { body: null, deletedAt: at })
  const [shown] = apply(empty, [created, edited, deleted]).messages.items
  const late = apply(apply(empty, [created, edited, deleted]), [created, edited])
  expect(late.messages.items).toEqual([shown])
  expect(late.mine.lastMessage).toMatchObject({ body: null, changedSeq: 4 })
})

test('a reaction is shown once, goes with its message, and does not come back from an older event', () => {
  const created = messageCreated(1, grace)
  if (created.type !== 'message.created') throw new Error('none')
  const { id: messageId, number, seq } = created.message
  const reaction = { id: ReactionId.parse(messageId), emoji: '👍', userId: ada }
  const about = { at, actorId: ada, message: { id: messageId, number, seq }, reaction }
  const added: KeptEvent = { ...about, type: 'reaction.added', seq: 3 }
  const removed: KeptEvent = { ...about, type: 'reaction.removed', seq: 4 }
  const reactionsAfter = (events: KeptEvent[]) => apply(empty, events).messages.items[0]?.reactions
  expect(reactionsAfter([created, added, added])).toEqual([reaction])
  expect(reactionsAfter([created, added, removed, added])).toEqual([])
  const deleted = changed(created, 5, { body: null, deletedAt: at })
  expect(reactionsAfter([created, added, deleted, added])).toEqual([])
})
