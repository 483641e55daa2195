import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { Batch, KeptEvent, PassingEvent } from '@chatterly/protocol/realtime/events'
import { createFollowers } from './follow-conversation.ts'
import { createPersonListeners } from './listen-to-person.ts'
import { startReconciler } from './reconciler.ts'
import { createTopics } from './topics.ts'
import { conversationChannel, type PersonMessage, personChannel, type Wires } from './wires.ts'

/** Changes told at once; the doorbell makes others read the rest. */
const CHANGES_MAX = 500

export type Hub = ReturnType<typeof createHub>

/**
 * Brings every committed change to everybody who listens in this process, and tells the other processes. Redis is
 * only a doorbell: what it loses, the reconciler finds in the log.
 */
export function createHub(wires: Wires) {
  const { reads, bus, logger } = wires
  const topics = createTopics(wires)
  const followers = createFollowers({ ...wires, topics })
  const origin = crypto.randomUUID()
  const listeners = createPersonListeners({ ...wires, topics, origin })
  const reconciler = startReconciler({ ...wires, topics, listeners })
  const announcing = new Set<Promise<void>>()

  async function spread(id: ConversationId, prev: number): Promise<void> {
    const events = await reads.changesIn({ conversationId: id, after: prev, upTo: prev + CHANGES_MAX })
    if (events.length === 0) return
    for (const { userId, seq } of joinersOf(events)) tell(userId, { joined: { conversationId: id, seq } })
    deliver({ conversationId: id, prev, events })
  }

  /** Local listeners at once, the other processes through Redis. */
  function deliver(batch: Batch): void {
    topics.find(batch.conversationId)?.receive(batch)
    track(bus.publish(conversationChannel(batch.conversationId), batch).then(() => undefined))
  }

  function tell(userId: UserId, message: PersonMessage): void {
    listeners.receive(userId, message)
    track(bus.publish(personChannel(userId), { ...message, origin }).then(() => undefined))
  }

  function track(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => logger.warn({ err: error }, 'Could not announce; the reconciler will'))
      .finally(() => announcing.delete(done))
    announcing.add(done)
  }

  return {
    /** The changes after `prev` are committed. Never fails and is not waited for: the log is the outbox. */
    announce: (id: ConversationId, prev: number) => track(spread(id, prev)),

    /** The same for changes that are at hand. */
    deliver,

    /** Tells all of a person's connections something that passes. */
    tellPerson: (userId: UserId, passing: PassingEvent) => tell(userId, { passing }),

    followConversation: followers.follow,
    listenToPerson: listeners.listen,
    count: () => ({ topics: topics.count(), followers: followers.count(), people: listeners.count() }),

    /** Resolves when everything announced so far has been said. */
    async settle(): Promise<void> {
      while (announcing.size > 0) await Promise.all(announcing)
    },

    async close(): Promise<void> {
      reconciler.stop()
      followers.close()
      await listeners.close()
      await Promise.all(announcing)
    },
  }
}

const joinersOf = (events: KeptEvent[]): { userId: UserId; seq: number }[] =>
  events.flatMap((event) => {
    if (event.type === 'member.joined') return [{ userId: event.member.user.id, seq: event.seq }]
    if (event.type === 'conversation.created') {
      return event.members.map((member) => ({ userId: member.user.id, seq: event.seq }))
    }
    return []
  })
