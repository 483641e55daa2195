import { isOneOf } from '@chatterly/db/is-one-of'
import { members } from '@chatterly/db/schema/conversations'
import type { UserId } from '@chatterly/protocol/ids'
import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import { and, gt, isNull, sql } from 'drizzle-orm'
import { PersonListener } from './person-listener.ts'
import type { Topics } from './topics.ts'
import { PersonMessage, personChannel, type Wires } from './wires.ts'

/** Milliseconds. Memberships as young as this are looked for again: longer than any transaction of ours lasts. */
const RECENT_MS = 60_000
/** Milliseconds between two looks for memberships whose doorbell was lost. */
const LOOK_MS = 2_000

/** Somebody who listens here, on one connection or several, and how to stop hearing their channel. */
type Person = { listeners: readonly PersonListener[]; hearing: Promise<() => Promise<void>> }

export type PersonListeners = ReturnType<typeof createPersonListeners>

/** Subscriptions to everything one person may know. */
export function createPersonListeners(wires: Wires & { topics: Topics; origin: string }) {
  const { db, reads, bus, logger, topics, origin } = wires
  const people = new Map<UserId, Person>()
  let lookedAtMs = Number.NEGATIVE_INFINITY

  async function remember(listener: PersonListener): Promise<void> {
    const { userId } = listener
    const person = people.get(userId) ?? { listeners: [], hearing: hear(userId) }
    person.listeners = person.listeners.concat(listener)
    people.set(userId, person)
    await person.hearing
  }

  const hear = (userId: UserId) =>
    bus.subscribe(personChannel(userId), (message) => {
      const told = PersonMessage.parse(message)
      if (told.origin !== origin) receive(userId, told)
    })

  function forget(listener: PersonListener): void {
    const person = people.get(listener.userId)
    if (!person?.listeners.includes(listener)) return
    person.listeners = person.listeners.filter((other) => other !== listener)
    if (person.listeners.length > 0) return
    people.delete(listener.userId)
    // They may be gone before their channel is heard.
    person.hearing.then((stopHearing) => stopHearing()).catch(warn)
  }

  function receive(userId: UserId, message: PersonMessage): void {
    for (const listener of people.get(userId)?.listeners ?? []) {
      if ('joined' in message) listener.join(message.joined)
      else listener.pass(message.passing)
    }
  }

  const warn = (error: unknown) =>
    logger.warn({ err: error }, 'A listener could not change what it listens to')
  const surroundings = { topics, reads, remember, forget, warn }
  const everybody = () => [...people.values()].flatMap(({ listeners }) => listeners)

  return {
    /**
     * `live` first; from then on every change of every conversation the person is in, as batches that can be
     * verified, and what passes. What was missed before `live` is pulled by the client.
     *
     * @throws realtime.too_slow
     */
    listen: (userId: UserId, signal?: AbortSignal): AsyncIterableIterator<PersonEvent, undefined> =>
      new PersonListener(userId, signal, surroundings).items,
    receive,
    count: () => everybody().length,
    async close(): Promise<void> {
      for (const { items } of everybody()) items.close()
    },

    /** Finds recent memberships whose doorbell was lost. */
    async reconcile(): Promise<void> {
      if (people.size === 0 || performance.now() - lookedAtMs < LOOK_MS) return
      lookedAtMs = performance.now()
      const recent = await db
        .select({ userId: members.userId, id: members.conversationId, joinedSeq: members.joinedSeq })
        .from(members)
        .where(
          and(
            isOneOf(members.userId, people.keys()),
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
