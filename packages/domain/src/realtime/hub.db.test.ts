import { createWire } from '@chatterly/platform/testing/wire'
import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import type { ConversationId } from '@chatterly/protocol/ids'
import { collect, untrack } from '@chatterly/testing/collect'
import {
  conversationOf,
  newKey,
  openTestWorld,
  type Person,
  say,
  type TestWorld,
} from '@chatterly/testing/test-world'
import { sql } from 'drizzle-orm'
import { createMessageWriter } from '../messages/message-writer.ts'
import { createCaller } from '../router.ts'
import { conversationChannel } from './wires.ts'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

const wire = await createWire(process.env.REDIS_URL ?? '')
const here = await openTestWorld({ redisUrl: wire.url })
const there = await openTestWorld({ databaseUrl: here.env.DATABASE_URL })
const ada = await here.person('Ada')
const grace = await here.person('Grace')
const mary = await here.person('Mary')

/** The same person, on the other process. */
const elsewhere = (person: Person): Person => {
  const ctx = { ...there.world, actor: person.ctx.actor, address: '', setCookie: null }
  return { ...person, ctx, call: createCaller(ctx) }
}

async function listen(person: Person) {
  const listening = collect<PersonEvent>((signal) => createCaller(person.ctx, { signal }).me.events())
  onTestFinished(() => listening.stop())
  await vi.waitFor(() => expect(listening.seen[0]).toMatchObject({ type: 'live' }))
  const batches = () => listening.seen.filter((item) => item.type === 'batch')
  return {
    ...listening,
    batches,
    seqs: () => batches().flatMap((batch) => batch.events.map((event) => event.seq)),
  }
}

async function follow(person: Person, input: Parameters<Person['call']['conversations']['events']>[0]) {
  const following = collect((signal) => createCaller(person.ctx, { signal }).conversations.events(input))
  onTestFinished(() => following.stop())
  const events = () => following.seen.map((item) => untrack(item).data)
  return { ...following, events, seqs: () => events().map((event) => event.seq) }
}

const isIdle = (world: TestWorld) =>
  vi.waitFor(() => expect(world.world.hub.count()).toEqual({ topics: 0, followers: 0, people: 0 }), 3000)

describe('me.events', () => {
  test('says live first, then everything that happens, on whatever process', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const [near, far] = [await listen(grace), await listen(elsewhere(grace))]
    for (let n = 0; n < 20; n++) await say(ada, id, `${n}`)
    for (const listening of [near, far]) {
      await vi.waitFor(() => expect(listening.seqs()).toEqual(Array.from({ length: 20 }, (_, n) => n + 2)))
      expect(listening.batches().every((batch) => batch.events[0]?.seq === batch.prev + 1)).toBe(true)
    }
  })

  test('brings conversations one is taken into, from the change that did it', async () => {
    const [near, far] = [await listen(mary), await listen(elsewhere(mary))]
    const made = await conversationOf(ada, [mary, grace])
    const joined = await conversationOf(ada, [grace], 'group')
    await ada.call.conversations.addMember({ conversationId: joined, userId: mary.id })
    for (const listening of [near, far]) {
      await vi.waitFor(() =>
        expect(listening.batches()).toMatchObject([
          { conversationId: made, prev: 0, events: [{ type: 'conversation.created' }] },
          { conversationId: joined, prev: 1, events: [{ type: 'member.joined' }] },
        ]),
      )
    }
  })

  test('ends a conversation for who is removed, at exactly that number, and begins again when they are brought back', async () => {
    const id = await conversationOf(ada, [mary, grace], 'group')
    const listening = await listen(elsewhere(mary))
    const change = { conversationId: id, userId: mary.id }
    await say(ada, id, 'seen')
    await ada.call.conversations.removeMember(change)
    await say(ada, id, 'not for Mary')
    await ada.call.conversations.addMember(change)
    await say(ada, id, 'seen again')
    await vi.waitFor(() => expect(listening.seqs()).toEqual([2, 3, 5, 6]))
    expect(JSON.stringify(listening.seen)).not.toContain('not for Mary')
  })

  test('carries a moved read position to the person’s other tabs, and to nobody else', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await say(ada, id, 'read me')
    const [tab, other] = [await listen(elsewhere(grace)), await listen(ada)]
    const position = await grace.call.receipts.markRead({ conversationId: id, number: 1 })
    await vi.waitFor(() => expect(tab.seen.at(-1)).toEqual({ type: 'read.moved', position }))
    expect(other.seen.filter((item) => item.type === 'read.moved')).toEqual([])
  })
})

describe('conversations.events', () => {
  test('resumes after a number or an event id, without a hole or a repetition', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    for (let n = 0; n < 5; n++) await say(ada, id, `${n}`)
    const first = await follow(grace, { conversationId: id, after: 2 })
    await vi.waitFor(() => expect(first.seqs()).toEqual([3, 4, 5, 6]))
    const lastEventId = first.seen.map(untrack).at(-2)?.id
    await first.stop()
    const again = await follow(elsewhere(grace), { conversationId: id, after: 2, lastEventId })
    await say(ada, id, 'live')
    await vi.waitFor(() => expect(again.seqs()).toEqual([6, 7]))
  })

  test('without a cursor it begins now', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await say(ada, id, 'before')
    const following = await follow(grace, { conversationId: id })
    await vi.waitFor(() => expect(here.world.hub.count().followers).toBeGreaterThan(0))
    await say(ada, id, 'after')
    await vi.waitFor(() => expect(following.seqs()).toEqual([3]))
  })

  test('publishing while many subscribe leaves nobody a hole', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const sending = (async () => {
      for (let n = 0; n < 60; n++) await say(ada, id, `${n}`)
    })()
    const followers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        follow(n % 2 ? grace : elsewhere(grace), { conversationId: id, after: 1 }),
      ),
    )
    await sending
    for (const following of followers) {
      await vi.waitFor(
        () => expect(following.seqs()).toEqual(Array.from({ length: 60 }, (_, n) => n + 2)),
        5000,
      )
    }
  })

  test.each([
    ['another epoch', (seq: number) => `${crypto.randomUUID()}:${seq}`, 'epoch'],
    ['a number that is not there yet', () => 1_000_000, 'epoch'],
  ])('answers a cursor of %s with a fresh start', async (_name, after, reason) => {
    const id = await conversationOf(ada, [grace], 'group')
    const sent = await say(ada, id, 'hello')
    const following = await follow(grace, { conversationId: id, after: after(1) })
    await vi.waitFor(() =>
      expect(following.events()).toMatchObject([{ type: 'reset', reason, seq: sent.seq }]),
    )
    await say(ada, id, 'more')
    await vi.waitFor(() => expect(following.seqs()).toEqual([2, 3]))
  })

  test('ends for who leaves, and refuses strangers', async () => {
    const id = await conversationOf(ada, [mary], 'group')
    const following = await follow(mary, { conversationId: id, after: 1 })
    await say(ada, id, 'one')
    await mary.call.conversations.leave({ conversationId: id })
    await say(ada, id, 'two')
    expect(await following.ended).toBe('done')
    expect(following.seqs()).toEqual([2, 3])
    const refused = await follow(mary, { conversationId: id, after: 1 })
    expect(await refused.ended).toMatchObject({ cause: { code: 'conversation.not_found' } })
  })
})

describe('when Redis fails', () => {
  test('a killed subscriber connection loses nothing', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const listening = await listen(elsewhere(grace))
    for (let n = 0; n < 30; n++) {
      await say(ada, id, `${n}`)
      if (n % 10 === 5) await there.redis.publisher.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
    }
    await vi.waitFor(
      () => expect(listening.seqs()).toEqual(Array.from({ length: 30 }, (_, n) => n + 2)),
      5000,
    )
  })

  test('without it sends still commit and arrive, new conversations too, and it heals', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const listening = await listen(grace)
    const far = await listen(elsewhere(grace))
    await wire.cut()
    onTestFinished(() => wire.mend())
    await say(ada, id, 'in the dark')
    const made = await conversationOf(ada, [grace], 'group')
    for (const each of [listening, far]) {
      await vi.waitFor(
        () => expect(each.batches()).toMatchObject([{ conversationId: id }, { conversationId: made }]),
        6000,
      )
    }
    await wire.mend()
    await say(ada, id, 'in the light')
    await vi.waitFor(() => expect(far.seqs()).toEqual([2, 1, 3]), 5000)
  })

  test('a doorbell that never rang is found by the reconciler', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const listening = await listen(elsewhere(grace))
    const request = { conversationId: id, body: 'committed, and then the process died', key: newKey() }
    const silent = createMessageWriter({ db: here.db, logger: here.world.logger, onWritten: () => {} })
    await createCaller({ ...ada.ctx, writer: silent }).messages.send(request)
    await vi.waitFor(() => expect(listening.seqs()).toEqual([2]), 3000)
  })

  test('a membership whose doorbell never rang is found, whatever the clock of this process says', async () => {
    const clock = { now: () => new Date(Date.now() + 3_600_000) }
    const options = { databaseUrl: here.env.DATABASE_URL, redisUrl: wire.url, clock }
    const early = await openTestWorld(options)
    const ctx = { ...early.world, actor: mary.ctx.actor, address: '', setCookie: null }
    const listening = await listen({ ...mary, ctx, call: createCaller(ctx) })
    await wire.cut()
    onTestFinished(() => wire.mend())
    const id = await conversationOf(elsewhere(ada), [mary], 'group')
    await vi.waitFor(() => expect(listening.batches()).toMatchObject([{ conversationId: id }]), 5000)
  })

  test('a change of a kind this version does not know counts, and says nothing', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const [told, untold] = [await listen(grace), await listen(elsewhere(grace))]
    const unknown = { type: 'poll.closed', seq: 2, at: new Date().toISOString(), actorId: null }
    await here.db.transaction(async (tx) => {
      await tx.execute(sql`update conversations set last_seq = 2 where id = ${id}`)
      await tx.execute(
        sql`insert into conversation_events (conversation_id, seq, type) values (${id}, 2, ${unknown.type})`,
      )
    })
    const batch = { conversationId: id, prev: 1, events: [unknown] }
    await here.world.bus.publish(conversationChannel(id), batch)
    await say(ada, id, 'and on it goes')
    for (const listening of [told, untold]) {
      const events = () => listening.batches().flatMap((each) => each.events)
      await vi.waitFor(() =>
        expect(events()).toMatchObject([
          { type: 'change.hidden', seq: 2 },
          { type: 'message.created', seq: 3 },
        ]),
      )
    }
  })
})

test('who is gone before their channel is heard ends nothing but their own subscription', async () => {
  const gone = new AbortController()
  const items = (await createCaller(grace.ctx, { signal: gone.signal }).me.events())[Symbol.asyncIterator]()
  const first = items.next()
  gone.abort()
  expect(await first).toEqual({ done: true, value: undefined })
  await isIdle(here)
  expect(here.world.bus.channelCount()).toBe(0)
})

test('when everybody has gone, nothing is listened to', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const listening = await listen(grace)
  const following = await follow(grace, { conversationId: id })
  expect(here.world.hub.count()).toMatchObject({ people: 1 })
  await listening.stop()
  await following.stop()
  const abandoned = new AbortController()
  await createCaller(grace.ctx, { signal: abandoned.signal }).me.events()
  abandoned.abort()
  await isIdle(here)
  await isIdle(there)
  await vi.waitFor(() => expect(there.world.bus.channelCount()).toBe(0))
  expect(here.world.bus.channelCount()).toBe(0)
})

test('who names a conversation in capitals hears it all the same', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const following = await follow(grace, { conversationId: id.toUpperCase() as ConversationId, after: 0 })
  await vi.waitFor(() => expect(following.seqs()).toEqual([1]))
  await say(ada, id, 'Hello')
  await vi.waitFor(() => expect(following.seqs()).toEqual([1, 2]))
})
