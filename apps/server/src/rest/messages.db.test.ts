import { setTimeout as sleep } from 'node:timers/promises'
import { conversationOf, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { startProcess } from '../testing/process.ts'
import { askRest } from '../testing/rest.ts'

const world = await openTestWorld()
const here = await startProcess(world)
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')

type Line = `${string} /${string}`
type Message = { id: string; number: number; createdAt: string }
const ask = (person: Person, line: Line, body?: unknown, headers: Record<string, string> = {}) =>
  askRest(here, line, { headers: { cookie: person.cookie, origin: here.url, ...headers }, body })
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { code: string } }).error?.code
const numbersIn = ({ body }: { body: unknown }) =>
  (body as { items: Message[] }).items.map(({ number }) => number)
const linksIn = ({ headers }: { headers: Headers }) =>
  new Map(
    [...(headers.get('link') ?? '').matchAll(/<\/api\/v1([^>]+)>; rel="(\w+)"/g)].map(
      ([, to = '', relation = '']) => [relation, `GET ${to}` as Line],
    ),
  )

describe('messages', () => {
  test('are sent, read, edited and deleted', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const sent = await ask(ada, `POST /conversations/${id}/messages`, { content: 'Hello *Grace*' })
    expect([sent.status, sent.body]).toMatchObject([201, { number: 1, body: 'Hello *Grace*' }])
    const { id: messageId } = sent.body as Message
    const one = `/conversations/${id}/messages/${messageId}` as const
    expect((await ask(grace, `GET ${one}`)).body).toEqual(sent.body)
    expect((await ask(ada, `PATCH ${one}`, { body: 'Dear Grace' })).body).toMatchObject({
      body: 'Dear Grace',
    })
    expect(codeOf(await ask(grace, `PATCH ${one}`, { body: 'Mine' }))).toBe('message.edit_forbidden')
    expect((await ask(ada, `DELETE ${one}`)).body).toMatchObject({ body: null })
    expect(codeOf(await ask(mary, `GET ${one}`))).toBe('conversation.not_found')
    const elsewhere = await conversationOf(ada, [mary])
    expect(codeOf(await ask(ada, `GET /conversations/${elsewhere}/messages/${messageId}`))).toBe(
      'message.not_found',
    )
  })

  test('are read in pages, by number, by time, by cursor and by link', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    for (let number = 1; number <= 7; number++) {
      await say(ada, id, `message ${number}`)
      await sleep(2)
    }
    const list = (query: string) => ask(grace, `GET /conversations/${id}/messages?${query}`)
    const newest = await list('limit=3')
    expect(numbersIn(newest)).toEqual([5, 6, 7])
    const older = await ask(grace, linksIn(newest).get('prev') ?? 'GET /')
    expect(numbersIn(older)).toEqual([2, 3, 4])
    expect(numbersIn(await ask(grace, linksIn(older).get('next') ?? 'GET /'))).toEqual([5, 6, 7])
    expect(linksIn(newest).has('next')).toBe(false)
    expect(numbersIn(await list('before=3'))).toEqual([1, 2])
    expect(numbersIn(await list('after=5'))).toEqual([6, 7])

    const { items } = (await list('')).body as { items: Message[] }
    const fourth = encodeURIComponent(items[3]?.createdAt ?? '')
    expect(numbersIn(await list(`before=${fourth}`))).toEqual([1, 2, 3])
    expect(numbersIn(await list(`after=${fourth}`))).toEqual([5, 6, 7])
    expect(numbersIn(await list('after=2001-01-01T00:00:00Z&limit=2'))).toEqual([1, 2])
    expect(numbersIn(await list('before=2099-01-01T00:00:00Z&limit=2'))).toEqual([6, 7])
    expect((await list('before=yesterday')).body).toMatchObject({ errors: [{ path: 'before' }] })
    expect(codeOf(await list('cursor=made-up'))).toBe('page.unknown_cursor')
  })

  test('that have not changed are not sent again', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await say(ada, id, 'Once')
    const path = `GET /conversations/${id}/messages` as const
    const first = await ask(grace, path)
    const etag = first.headers.get('etag') ?? ''
    const again = await ask(grace, path, undefined, { 'if-none-match': etag })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    await say(ada, id, 'Twice')
    const changed = await ask(grace, path, undefined, { 'if-none-match': etag })
    expect([changed.status, numbersIn(changed)]).toEqual([200, [1, 2]])
    expect((await ask(mary, path, undefined, { 'if-none-match': etag })).status).toBe(404)
  })

  test('sent again with their key are one', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const send = () =>
      ask(ada, `POST /conversations/${id}/messages`, { body: 'Once' }, { 'idempotency-key': 'the same' })
    expect((await send()).body).toEqual((await send()).body)
    expect(numbersIn(await ask(ada, `GET /conversations/${id}/messages`))).toEqual([1])
  })
})

describe('under a message', () => {
  async function said() {
    const id = await conversationOf(ada, [grace], 'group')
    return { id, message: await say(ada, id, 'Ship it?') }
  }

  test('reactions are added and taken back, by message and by their own id', async () => {
    const { message } = await said()
    const added = await ask(grace, 'POST /reactions', { message_id: message.id, emoji: '🚀' })
    expect([added.status, added.body]).toMatchObject([201, { emoji: '🚀', userId: grace.id }])
    const { id: reactionId } = added.body as { id: string }
    expect(codeOf(await ask(ada, `DELETE /reactions/${reactionId}`))).toBe('reaction.forbidden')
    expect(codeOf(await ask(mary, `DELETE /reactions/${reactionId}`))).toBe('reaction.not_found')
    expect((await ask(grace, `DELETE /reactions/${reactionId}`)).status).toBe(200)
    expect(codeOf(await ask(grace, `DELETE /reactions/${reactionId}`))).toBe('reaction.not_found')

    expect((await ask(grace, `POST /messages/${message.id}/reactions`, { emoji: '👍🏽' })).status).toBe(201)
    const emoji = encodeURIComponent('👍🏽')
    expect((await ask(grace, `DELETE /messages/${message.id}/reactions/${emoji}`)).status).toBe(200)
    expect(codeOf(await ask(mary, `POST /messages/${message.id}/reactions`, { emoji: '🚀' }))).toBe(
      'message.not_found',
    )
    expect((await ask(grace, 'POST /reactions', { message_id: message.id, emoji: 'x' })).body).toMatchObject({
      errors: [{ path: 'emoji', message: 'Give one emoji.' }],
    })
  })

  test('stands who has read it', async () => {
    const { message } = await said()
    expect((await ask(grace, `POST /messages/${message.id}/read`)).body).toMatchObject({
      lastReadNumber: 1,
      unread: 0,
    })
    const { body } = await ask(ada, `GET /messages/${message.id}/receipts`)
    expect(body).toMatchObject({ items: [{ user: { id: grace.id } }] })
    expect(codeOf(await ask(mary, `GET /messages/${message.id}/receipts`))).toBe('message.not_found')
  })
})

test('calls are started, seen, answered, declined and ended', async () => {
  const id = await conversationOf(ada, [grace])
  const calls = `/conversations/${id}/calls` as const
  const start = async () => (await ask(ada, `POST ${calls}`, { type: 'voice' })).body as { id: string }
  const first = await start()
  expect((await ask(grace, `GET ${calls}/active`)).body).toMatchObject({
    calls: [{ id: first.id, state: 'calling' }],
  })
  const elsewhere = await conversationOf(grace, [mary])
  expect(codeOf(await ask(grace, `PUT /conversations/${elsewhere}/calls/${first.id}/accept`))).toBe(
    'call.not_found',
  )
  expect((await ask(grace, `PUT ${calls}/${first.id}/accept`)).body).toMatchObject({ state: 'active' })
  expect((await ask(ada, `DELETE ${calls}/${first.id}`)).body).toMatchObject({ state: 'ended' })
  const second = await start()
  expect((await ask(grace, `PUT ${calls}/${second.id}/decline`)).body).toMatchObject({ state: 'declined' })
  expect((await ask(ada, `GET ${calls}/active`)).body).toMatchObject({ calls: [] })
})
