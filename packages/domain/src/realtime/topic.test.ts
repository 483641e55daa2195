import { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { Batch, KeptEvent } from '@chatterly/protocol/realtime/events'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Topic } from './topic.ts'

const id = ConversationId.parse(crypto.randomUUID())
const ada = UserId.parse(crypto.randomUUID())
const grace = UserId.parse(crypto.randomUUID())

const user = (userId: UserId) => ({ id: userId, username: 'x', displayName: 'X', bio: '' })
const message = (seq: number): KeptEvent => ({
  type: 'message.created',
  seq,
  at: '2026-01-01T00:00:00.000Z',
  actorId: ada,
  sender: user(ada),
  message: {
    id: MessageId.parse(crypto.randomUUID()),
    conversationId: id,
    number: seq,
    seq,
    senderId: ada,
    kind: 'text',
    body: `${seq}`,
    content: null,
    call: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    editedAt: null,
    deletedAt: null,
    reactions: [],
    changedSeq: seq,
  },
})
const left = (seq: number, userId: UserId): KeptEvent => ({
  type: 'member.left',
  seq,
  at: '2026-01-01T00:00:00.000Z',
  actorId: ada,
  userId,
})

/** A log whose reads take turns with everything else, and may fail. */
function logOf(events: KeptEvent[], options: { failures?: number } = {}) {
  let failures = options.failures ?? 0
  const readLog = vi.fn(async (_id: ConversationId, after: number) => {
    await Promise.resolve()
    if (failures-- > 0) throw new Error('PostgreSQL is away')
    return events.filter((event) => event.seq > after).slice(0, 3)
  })
  return readLog
}

function subscriberOf(userId: UserId) {
  const batches: Batch[] = []
  const detached = vi.fn()
  return {
    userId,
    isPaused: () => false,
    batches,
    detached,
    deliver: (batch: Batch) => void batches.push(batch),
    seqs: () => batches.flatMap((batch) => batch.events.map((event) => event.seq)),
  }
}

const batchOf = (prev: number, events: KeptEvent[]): Batch => ({ conversationId: id, prev, events })
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

test('hands on what follows, drops what it has, reads what is missing', async () => {
  const log = [1, 2, 3, 4, 5].map(message)
  const topic = new Topic({
    conversationId: id,
    head: 0,
    isHistoryOpen: true,
    readLog: logOf(log),
    onError: vi.fn(),
  })
  const reader = subscriberOf(ada)
  topic.attach(reader, 0, 1)
  topic.receive(batchOf(0, log.slice(0, 1)))
  topic.receive(batchOf(0, log.slice(0, 1)))
  topic.receive(batchOf(3, log.slice(3, 4)))
  await settle()
  topic.receive(batchOf(3, log.slice(3, 5)))
  await settle()
  expect(reader.seqs()).toEqual([1, 2, 3, 4, 5])
})

test('whatever the wires do, every subscriber sees 1, 2, 3, each once, and every batch says what it follows', async () => {
  const wires = fc.array(
    fc.record({ from: fc.nat(19), length: fc.integer({ min: 1, max: 5 }), pause: fc.boolean() }),
    { maxLength: 30 },
  )
  await fc.assert(
    fc.asyncProperty(wires, fc.nat(20), fc.nat(4), async (publishes, startsAt, failures) => {
      const log = Array.from({ length: 20 }, (_, n) => message(n + 1))
      const topic = new Topic({
        conversationId: id,
        head: 0,
        isHistoryOpen: true,
        readLog: logOf(log, { failures }),
        onError: () => {},
      })
      const [early, late] = [subscriberOf(ada), subscriberOf(grace)]
      topic.attach(early, 0, 1)
      for (const [index, { from, length, pause }] of publishes.entries()) {
        topic.receive(batchOf(from, log.slice(from, from + length)))
        if (pause) await Promise.resolve()
        if (index === startsAt) topic.attach(late, 0, 1)
      }
      topic.attach(late, 0, 1)
      for (let round = 0; round < failures + 2; round++) {
        topic.fill(20)
        topic.recover()
        await settle()
      }
      for (const reader of [early, late]) {
        expect(reader.seqs()).toEqual(log.map((event) => event.seq))
        expect(reader.batches.every((batch) => batch.events[0]?.seq === batch.prev + 1)).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('a member who leaves gets that change and nothing later, live and catching up', async () => {
  const log = [message(1), left(2, grace), message(3)]
  const topic = new Topic({
    conversationId: id,
    head: 0,
    isHistoryOpen: true,
    readLog: logOf(log),
    onError: vi.fn(),
  })
  const [stays, leaves, catchesUp] = [subscriberOf(ada), subscriberOf(grace), subscriberOf(grace)]
  topic.attach(stays, 0, 1)
  topic.attach(leaves, 0, 1)
  topic.receive(batchOf(0, log))
  topic.attach(catchesUp, 0, 1)
  await settle()
  expect(stays.seqs()).toEqual([1, 2, 3])
  expect(leaves.seqs()).toEqual([1, 2])
  expect(catchesUp.seqs()).toEqual([1, 2])
  expect(leaves.detached).toHaveBeenCalledExactlyOnceWith(id)
  expect(topic.subscriberCount).toBe(1)
})

test('one who attaches behind catches up without the others noticing', async () => {
  const log = Array.from({ length: 10 }, (_, n) => message(n + 1))
  const readLog = logOf(log)
  const topic = new Topic({ conversationId: id, head: 7, isHistoryOpen: true, readLog, onError: vi.fn() })
  const [current, behind] = [subscriberOf(ada), subscriberOf(grace)]
  topic.attach(current, 7, 1)
  topic.attach(behind, 2, 1)
  topic.receive(batchOf(7, log.slice(7, 9)))
  expect(current.seqs()).toEqual([8, 9])
  await settle()
  topic.receive(batchOf(9, log.slice(9)))
  await settle()
  expect(behind.seqs()).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
  expect(current.seqs()).toEqual([8, 9, 10])
})
