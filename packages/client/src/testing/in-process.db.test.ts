import { appRouter } from '@chatterly/domain/router'
import { LogEpoch } from '@chatterly/protocol/ids'
import { conversationOf, newKey, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ClientEvent } from '../events.ts'
import { refusalOf } from '../errors.ts'
import { everyItem, everyMessage } from '../pages.ts'
import type { Position } from '../realtime/sync-engine.ts'
import { createInProcessClient, createTestCaller } from './in-process.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')
const grace = await world.person('Grace')

/** A busy machine may take its time. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

function clientOf(person: Person, since?: Position) {
  const client = createInProcessClient({
    router: appRouter,
    createContext: () => person.ctx,
    ...(since && { since }),
  })
  onTestFinished(() => client.close())
  return client
}

/** Numbers and words of what a client was handed, in order. */
function heardBy(client: ReturnType<typeof clientOf>) {
  const heard: string[] = []
  client.events.subscribe((item) => heard.push(told(item)))
  return heard
}

function told(item: ClientEvent): string {
  if (item.type === 'passing') return item.event.type
  if (item.type !== 'event') return item.type
  const { event } = item
  return `${event.seq} ${event.type === 'message.created' ? event.message.body : event.type}`
}

async function listening() {
  const id = await conversationOf(ada, [grace], 'group')
  const client = clientOf(grace)
  const heard = heardBy(client)
  await client.connection.caughtUp()
  return { id, client, heard }
}

test('what happens is heard, in order, from the moment of listening', async () => {
  const { id, client, heard } = await listening()
  await say(ada, id, 'one')
  await say(ada, id, 'two')
  await eventually(() => expect(heard).toEqual(['2 one', '3 two']))
  expect(client.connection.state()).toMatchObject({ status: 'live', isCaughtUp: true })
})

test('what happened while it was disconnected is pulled, once and in order', async () => {
  const { id, client, heard } = await listening()
  client.disconnect()
  expect(client.connection.state()).toMatchObject({ status: 'offline', isCaughtUp: false })
  await say(ada, id, 'missed')
  await say(ada, id, 'missed too')
  expect(heard).toEqual([])
  client.reconnect()
  await client.connection.caughtUp()
  await say(ada, id, 'live')
  await eventually(() => expect(heard).toEqual(['2 missed', '3 missed too', '4 live']))
})

test('a batch lost on the way is noticed by the next and filled within its patience', async () => {
  const { id, client, heard } = await listening()
  client.disconnect()
  client.reconnect({ gap: 1 })
  await client.connection.caughtUp()
  await say(ada, id, 'lost')
  await say(ada, id, 'shows the hole')
  await eventually(() => expect(heard).toEqual(['2 lost', '3 shows the hole']))
})

test('numbers of another epoch are void, and the client is given the whole truth', async () => {
  const { id, client, heard } = await listening()
  const position = client.events.position()
  if (!position) throw new Error('caught up, so there is a position')
  client.close()
  const late = clientOf(grace, { ...position, epoch: LogEpoch.parse(crypto.randomUUID()) })
  const items: ClientEvent[] = []
  late.events.subscribe((item) => items.push(item))
  await late.connection.caughtUp()
  expect(items).toContainEqual(
    expect.objectContaining({ type: 'reset', conversationId: id, reason: 'epoch' }),
  )
  expect(heard).toEqual([])
})

test('a later client goes on where an earlier one ended', async () => {
  const { id, client, heard } = await listening()
  await say(ada, id, 'first')
  await eventually(() => expect(heard).toEqual(['2 first']))
  const position = client.events.position()
  client.close()
  await say(ada, id, 'between')
  const later = heardBy(clientOf(grace, JSON.parse(JSON.stringify(position)) as Position))
  await eventually(() => expect(later).toEqual(['3 between']))
})

test('whoever is removed hears that last, and then that it is gone', async () => {
  const id = await conversationOf(ada, [grace], 'channel')
  const client = clientOf(grace)
  const heard = heardBy(client)
  await client.connection.caughtUp()
  await ada.call.conversations.removeMember({ conversationId: id, userId: grace.id })
  await say(ada, id, 'not for her')
  await eventually(() => expect(heard).toEqual(['2 member.left', 'gone']))
})

test('the outbox keeps the order through an outage and says nothing twice', async () => {
  const { id, client } = await listening()
  client.disconnect()
  const sent = ['a', 'b', 'c'].map((body) => client.outbox.send({ conversationId: id, body }))
  await eventually(() => expect(client.outbox.waitingCount()).toBe(3))
  client.reconnect()
  expect((await Promise.all(sent)).map(({ number, body }) => `${number} ${body}`)).toEqual([
    '1 a',
    '2 b',
    '3 c',
  ])
  const said: (string | null)[] = []
  for await (const { body } of everyMessage(client.procedures, { conversationId: id })) said.push(body)
  expect(said).toEqual(['a', 'b', 'c'])
  expect(client.outbox.waitingCount()).toBe(0)
})

test('a message refused for good is told to its writer, and the next goes out', async () => {
  const { id, client } = await listening()
  const elsewhere = await conversationOf(ada, [], 'group')
  await expect(client.outbox.send({ conversationId: elsewhere, body: 'hello?' })).rejects.toMatchObject({
    kind: 'refused',
    refusal: 'conversation.not_found',
    status: 404,
  })
  expect((await client.outbox.send({ conversationId: id, body: 'here' })).number).toBe(1)
})

test('closing ends every wait', async () => {
  const { id, client } = await listening()
  client.disconnect()
  const unsent = client.outbox.send({ conversationId: id, body: 'never' })
  const asked = client.procedures.users.me.query()
  const items = client.events.listen()
  const next = items.next()
  const ends = Promise.allSettled([unsent, asked, next])
  client.close()
  expect(await ends).toMatchObject([
    { status: 'rejected', reason: { kind: 'closed' } },
    { status: 'rejected', reason: { kind: 'closed' } },
    { status: 'fulfilled', value: { done: true } },
  ])
})

test('a subscription to one conversation goes on after a cut with the last id it saw', async () => {
  const id = await conversationOf(ada, [grace], 'group')
  const client = clientOf(grace)
  const seen: number[] = []
  const following = client.procedures.conversations.events.subscribe(
    { conversationId: id, after: 0 },
    { onData: ({ data }) => void seen.push(data.seq) },
  )
  onTestFinished(() => following.unsubscribe())
  await eventually(() => expect(seen).toEqual([1]))
  client.disconnect()
  await say(ada, id, 'meanwhile')
  client.reconnect()
  await eventually(() => expect(seen).toEqual([1, 2]))
})

test('every page of a list is read as it is needed', async () => {
  const reader = await world.person('Joan')
  const made = new Set<string>()
  for (let count = 0; count < 5; count += 1) made.add(await conversationOf(reader, [], 'channel'))
  const client = clientOf(reader)
  const listed = new Set<string>()
  for await (const { id } of everyItem(client.procedures.conversations.list.query, { limit: 2 }))
    listed.add(id)
  expect(listed).toEqual(made)
})

test('a test caller answers and refuses as the wire would', async () => {
  const caller = createTestCaller(appRouter, ada.ctx)
  const { id } = await caller.conversations.create({ memberIds: [grace.id], key: newKey() })
  expect((await caller.conversations.get({ conversationId: id })).kind).toBe('direct')
  const outsider = createTestCaller(appRouter, (await world.person('Eve')).ctx)
  const refused = await outsider.conversations.get({ conversationId: id }).catch((error: unknown) => error)
  expect(refusalOf(refused)).toBe('conversation.not_found')
  const invalid = await caller.users.update({ displayName: '' }).catch((error: unknown) => error)
  expect(invalid).toMatchObject({ kind: 'invalid', status: 400, fields: { displayName: 'Give a name.' } })
})
