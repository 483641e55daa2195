import { isOneOf } from '@chatterly/db/is-one-of'
import { members } from '@chatterly/db/schema/conversations'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { Batch, PersonEvent } from '@chatterly/protocol/realtime/events'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, gt, isNull, sql } from 'drizzle-orm'
import { type LiveHandle, withHandle } from './live-handle.ts'
import { createLiveQueue } from './live-queue.ts'
import type { Subscriber, Topic } from './topic.ts'
import type { Topics } from './topics.ts'
import { PersonMessage, personChannel, type Wires } from './wires.ts'

/** Milliseconds. Memberships as young as this are looked for again: longer than any transaction of ours lasts. */
const RECENT_MS = 60_000
/** Milliseconds between two looks for memberships whose doorbell was lost. */
const LOOK_MS = 2_000

type Listener = {
  userId: UserId
  /** A membership began with this change. */
  join(conversationId: ConversationId, joinedSeq: number): void
  pass(message: PersonMessage): void
}

export type PersonListeners = ReturnType<typeof createPersonListeners>

/** Made once while one batch goes to many, one after the other. */
let newest: { batch: Batch; event: PersonEvent } | undefined
function toPersonEvent(batch: Batch): PersonEvent {
  if (newest?.batch !== batch) newest = { batch, event: { type: 'batch', ...batch } }
  return newest.event
}

/** Subscriptions to everything one person may know. */
export function createPersonListeners({ db, reads, bus, logger, topics }: Wires & { topics: Topics }) {
  const byPerson = new Map<UserId, Set<Listener>>()
  const closers = new Set<() => void>()
  let lookedAtMs = Number.NEGATIVE_INFINITY

  /**
   * `live` first; from then on every change of every conversation the person is in, as batches that can be verified,
   * and what passes. What was missed before `live` is pulled by the client.
   *
   * @throws realtime.too_slow
   */
  async function* listen(userId: UserId, signal?: AbortSignal): AsyncGenerator<PersonEvent> {
    const held = new Set<ConversationId>()
    let hasStopped = false
    /** Doorbells that ring while the current memberships are still being read: most are for one of those. */
    let early: { id: ConversationId; joinedSeq: number }[] | undefined = []
    const queue = createLiveQueue<PersonEvent>({
      ...(signal && { signal }),
      onOverflow: () => new Refusal('realtime.too_slow'),
      onClose: () => stop(),
    })
    const subscriber: Subscriber = {
      userId,
      deliver: (batch) => queue.push(toPersonEvent(batch)),
      isPaused: queue.isPaused,
      // Whoever was brought back meanwhile had a place already when the new doorbell rang.
      detached: (id) => {
        letGo(id)
        rejoin(id).catch(warn)
      },
    }
    const listener: Listener = {
      userId,
      join: (id, joinedSeq) => {
        if (early) early.push({ id, joinedSeq })
        else attach(id, joinedSeq).catch(warn)
      },
      // What passes while nothing can be taken is healed by the next of its kind.
      pass: (message) => 'passing' in message && !queue.isPaused() && queue.push(message.passing),
    }
    const handle: LiveHandle<PersonEvent> = {
      kind: 'person',
      bind: queue.bind,
      resume: () => {
        for (const id of held) topics.find(id)?.resume(subscriber)
      },
      toResults: (item) => [{ data: item }],
      sharedBy: (item) => (item.type === 'batch' ? item.events : undefined),
    }
    // Whoever listens may be gone at any moment, also before the first await below is over.
    const hearing = bus.subscribe(personChannel(userId), (message) =>
      receive(userId, PersonMessage.parse(message)),
    )
    const stop = () => {
      hasStopped = true
      forget(listener)
      closers.delete(queue.close)
      for (const id of held) letGo(id)
      hearing.then((unsubscribe) => unsubscribe()).catch(warn)
    }
    await hearing
    if (hasStopped) return

    /** Holds those that are not held yet, unless the listener has gone meanwhile. */
    async function take(ids: ConversationId[]): Promise<Map<ConversationId, Topic>> {
      const taken = new Map<ConversationId, Topic>()
      for (const [id, topic] of await topics.hold(ids)) {
        if (hasStopped || held.has(id)) topics.release(id)
        else taken.set(id, topic)
      }
      for (const id of taken.keys()) held.add(id)
      return taken
    }

    async function attach(id: ConversationId, joinedSeq: number): Promise<void> {
      if (held.has(id)) return
      for (const topic of (await take([id])).values()) topic.attach(subscriber, joinedSeq - 1, joinedSeq)
    }

    function letGo(id: ConversationId): void {
      if (!held.delete(id)) return
      topics.find(id)?.detach(subscriber)
      topics.release(id)
    }

    async function rejoin(id: ConversationId): Promise<void> {
      const memberships = await reads.membershipsOf(userId)
      const current = memberships.find(({ conversation }) => conversation.id === id)
      if (current) await attach(id, current.member.joinedSeq)
    }

    /**
     * Memberships and numbers are of one moment. Whoever leaves after it is given every change from there up to the
     * one that says so, and nothing later.
     */
    async function attachAll(): Promise<void> {
      const memberships = await reads.membershipsOf(userId)
      const open = await take(memberships.map(({ conversation }) => conversation.id))
      for (const { conversation, member } of memberships) {
        const from = Math.max(conversation.lastSeq, member.joinedSeq - 1)
        open.get(conversation.id)?.attach(subscriber, from, member.joinedSeq)
      }
    }

    try {
      remember(listener)
      closers.add(queue.close)
      await attachAll()
      const joinedMeanwhile = early
      early = undefined
      for (const { id, joinedSeq } of joinedMeanwhile) await attach(id, joinedSeq)
      yield withHandle({ type: 'live', epoch: await reads.epoch() }, handle)
      yield* queue
    } finally {
      queue.close()
    }
  }

  function receive(userId: UserId, message: PersonMessage): void {
    for (const listener of byPerson.get(userId) ?? []) {
      if ('joined' in message) listener.join(message.joined.conversationId, message.joined.seq)
      else listener.pass(message)
    }
  }

  function remember(listener: Listener): void {
    byPerson.set(listener.userId, (byPerson.get(listener.userId) ?? new Set()).add(listener))
  }

  function forget(listener: Listener): void {
    const listeners = byPerson.get(listener.userId)
    listeners?.delete(listener)
    if (listeners?.size === 0) byPerson.delete(listener.userId)
  }

  const warn = (error: unknown) =>
    logger.warn({ err: error }, 'A listener could not change what it listens to')

  return {
    listen,
    receive,
    count: () => closers.size,
    async close(): Promise<void> {
      for (const close of closers) close()
    },

    /** Finds recent memberships whose doorbell was lost. */
    async reconcile(): Promise<void> {
      const people = [...byPerson.keys()]
      if (people.length === 0 || performance.now() - lookedAtMs < LOOK_MS) return
      lookedAtMs = performance.now()
      const recent = await db
        .select({ userId: members.userId, id: members.conversationId, joinedSeq: members.joinedSeq })
        .from(members)
        .where(
          and(
            isOneOf(members.userId, people),
            isNull(members.leftSeq),
            // By the clock that wrote it; this process may have another time.
            gt(members.joinedAt, sql`now() - ${RECENT_MS} * interval '1 millisecond'`),
          ),
        )
      for (const { userId, id, joinedSeq } of recent) {
        receive(userId, { joined: { conversationId: id, seq: joinedSeq } })
      }
    },
  }
}
