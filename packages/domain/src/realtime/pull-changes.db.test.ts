import type { Database } from '@chatterly/db/database'
import { conversationEvents } from '@chatterly/db/schema/log'
import { LogEpoch } from '@chatterly/protocol/ids'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { and, eq, lte, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { addMember } from '../conversations/add-member.ts'
import { removeMember } from '../conversations/remove-member.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')

test('gives exactly what is missing, and nothing where nothing is', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  for (let n = 0; n < 5; n++) await say(ada, id, `${n}`)
  const { conversations, epoch } = await grace.call.sync.pull({ cursors: { [id]: 3 } })
  expect(conversations[id]).toMatchObject({ prev: 3, head: 6, events: [{ seq: 4 }, { seq: 5 }, { seq: 6 }] })
  const again = await grace.call.sync.pull({ cursors: { [id]: 6 }, epoch })
  expect(again.conversations[id]).toEqual({ prev: 6, events: [], head: 6 })
})

test('a conversation the client does not know comes whole', async () => {
  const mary = await world.person('Mary')
  const id = await conversationOf(ada, [mary], 'group')
  await say(ada, id, 'hello')
  const { conversations } = await mary.call.sync.pull({ cursors: {} })
  expect(conversations).toMatchObject({
    [id]: {
      reset: {
        reason: 'new',
        snapshot: { conversation: { seq: 2, me: { unread: 1 } }, messages: { items: [{ body: 'hello' }] } },
      },
    },
  })
})

test('asked only for those named, it leaves out the rest', async () => {
  const [one, other] = [
    await conversationOf(ada, [grace], 'group'),
    await conversationOf(ada, [grace], 'group'),
  ]
  const named = { cursors: { [one]: 1 }, onlyNamed: true }
  expect(Object.keys((await grace.call.sync.pull(named)).conversations)).toEqual([one])
  expect(Object.keys((await grace.call.sync.pull({ ...named, onlyNamed: false })).conversations)).toContain(
    other,
  )
})

test('who came to which of several conversations is told right, also where the numbers are the same', async () => {
  const people = await Promise.all(['Kay', 'Joan'].map((name) => world.person(name)))
  const came: string[][] = []
  const ids = []
  for (const { id: userId } of people) {
    const id = await conversationOf(ada, [grace], 'group')
    await ada.call.conversations.addMember({ conversationId: id, userId })
    ids.push(id)
    came.push([id, userId])
  }
  const later = await conversationOf(ada, [grace], 'group')
  await say(ada, later, 'one')
  await ada.call.conversations.addMember({ conversationId: later, userId: people[0]?.id ?? ada.id })
  came.push([later, people[0]?.id ?? ''])
  const cursors = Object.fromEntries([...ids.map((id) => [id, 1]), [later, 2]])
  const { conversations } = await grace.call.sync.pull({ cursors, onlyNamed: true })
  const told = Object.entries(conversations).flatMap(([id, answer]) =>
    'events' in answer
      ? answer.events.map((event) => [id, event.type === 'member.joined' ? event.member.user.id : event.type])
      : [[id, 'reset']],
  )
  expect(told).toHaveLength(came.length)
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(came))
})

test('what one is not in is gone, whether it is there or not', async () => {
  const mary = await world.person('Mary')
  const [foreign, missing] = [await conversationOf(ada, [grace], 'group'), crypto.randomUUID()]
  const { conversations } = await mary.call.sync.pull({ cursors: { [foreign]: 0, [missing]: 0 } })
  const gone = { reset: { reason: 'gone', snapshot: null } }
  expect(conversations).toEqual({ [foreign]: gone, [missing]: gone })
})

test('starts afresh where changes cannot be continued, and says why', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  for (let n = 0; n < 3; n++) await say(ada, id, `${n}`)
  const reasonOf = async (cursor: number, epoch?: LogEpoch) => {
    const { conversations } = await grace.call.sync.pull({
      cursors: { [id]: cursor },
      ...(epoch && { epoch }),
    })
    const answer = conversations[id]
    return answer && 'reset' in answer
      ? [answer.reset.reason, answer.reset.snapshot?.conversation.seq]
      : undefined
  }
  expect(await reasonOf(1)).toBeUndefined()
  expect(await reasonOf(1, LogEpoch.parse(crypto.randomUUID()))).toEqual(['epoch', 4])
  expect(await reasonOf(99)).toEqual(['epoch', 4])

  await world.db
    .delete(conversationEvents)
    .where(and(eq(conversationEvents.conversationId, id), lte(conversationEvents.seq, 2)))
  expect(await reasonOf(1)).toEqual(['expired', 4])
  expect(await reasonOf(2)).toBeUndefined()

  const change = { conversationId: id, userId: grace.id }
  await ada.call.conversations.removeMember(change)
  await ada.call.conversations.addMember(change)
  expect(await reasonOf(4)).toEqual(['membership', 6])
})

test('more than a thousand changes behind is a fresh start', async () => {
  const id = await conversationOf(ada, [grace], 'channel')
  for (let round = 0; round < 10; round++)
    await Promise.all(Array.from({ length: 101 }, () => say(ada, id, 'x')))
  const { conversations } = await grace.call.sync.pull({ cursors: { [id]: 1 } })
  expect(conversations[id]).toMatchObject({
    reset: { reason: 'too_far', snapshot: { conversation: { seq: 1011 } } },
  })
  const near = await grace.call.sync.pull({ cursors: { [id]: 11 } })
  expect(near.conversations[id]).toMatchObject({ prev: 11, head: 1011 })
})

test('refuses nonsense', async () => {
  for (const cursors of [{ 'not an id': 1 }, { [crypto.randomUUID()]: -1 }, { [crypto.randomUUID()]: 1.5 }]) {
    await expect(grace.call.sync.pull({ cursors })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  }
})

test('a pull under way while its asker is removed gives nothing of what came after', async () => {
  const mary = await world.person('Mary')
  const id = await conversationOf(ada, [grace], 'group')
  await say(ada, id, 'before')
  const { pulled } = await ada.ctx.db.transaction(async (tx) => {
    await tx.execute(sql`lock table conversation_events`)
    const under = grace.call.sync.pull({ cursors: { [id]: 1 } })
    // Her membership has been read by now, and the changes have not.
    await vi.waitFor(async () => {
      const { rows } = await tx.execute(sql`select from pg_locks where not granted`)
      expect(rows.length).toBeGreaterThan(0)
    })
    // A transaction in the transaction is a savepoint, and is used like a database.
    const asAda = { ...ada.ctx, db: tx as unknown as Database }
    await removeMember(asAda, id, grace.id)
    await addMember(asAda, id, mary.id)
    return { pulled: under }
  })
  expect((await pulled).conversations[id]).toMatchObject({ head: 2, events: [{ seq: 2 }] })
})
