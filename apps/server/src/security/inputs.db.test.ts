import type { Parser } from '@chatterly/domain/trpc'
import { conversationOf, openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { procedures } from '../testing/procedures.ts'
import { post, startProcess } from '../testing/process.ts'
import { inputs } from '../testing/matrix/inputs.ts'
import { nothing } from '../testing/matrix/targets.ts'

const world = await openTestWorld()
const here = await startProcess(world)

const parserOf = (path: string) =>
  (procedures[path]?._def as { inputs?: Parser[] } | undefined)?.inputs?.[0] ?? undefined
const withInput = Object.keys(procedures).filter((path) => parserOf(path) !== undefined)

const STRANGERS = {
  role: 'owner',
  isAdmin: true,
  actor: 'x',
  senderId: 'x',
  id: 'x',
  createdAt: 'x',
  passwordHash: 'x',
}
const parsed = (path: string, value: unknown) =>
  z.record(z.string(), z.unknown()).parse(parserOf(path)?.(value))

describe('more fields than there are', () => {
  test.each(withInput)('%s leaves them out, or refuses them', (path) => {
    const valid = inputs[path]?.(nothing()) ?? {}
    const known = Object.keys(parsed(path, valid))
    const spoiled = JSON.parse(
      JSON.stringify({ ...valid, ...STRANGERS }).replace('{', '{"__proto__":{"a":1},'),
    )
    let kept: string[]
    try {
      kept = Object.keys(parsed(path, spoiled))
    } catch (error) {
      expect(error).toBeInstanceOf(z.ZodError)
      return
    }
    expect(kept.filter((name) => !known.includes(name))).toEqual([])
  })

  test('nobody becomes an owner, or somebody else, by saying so', async () => {
    const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
    const id = await conversationOf(grace, [ada], 'group')
    const headers = { cookie: ada.cookie, origin: here.url }
    const more = {
      role: 'owner',
      userId: grace.id,
      senderId: grace.id,
      passwordHash: 'x',
      email: 'a@b.example',
    }
    await post(here, 'users.update', { bio: 'Here', ...more }, headers)
    const message = { conversationId: id, body: 'Hello', key: 'once', ...more }
    expect(await (await post(here, 'messages.send', message, headers)).json()).toMatchObject({
      result: { data: { senderId: ada.id } },
    })
    const { me } = await ada.call.conversations.get({ conversationId: id })
    expect(me.role).toBe('member')
    expect((await ada.call.users.me()).email).toBe(ada.email)
    expect((await grace.call.users.me()).bio).toBe('')
  })
})

describe('a body that is', () => {
  const wrap = (value: string) => `{"login":${value},"password":"x"}`
  const bodies: [string, string, number][] = [
    ['nested a hundred thousand deep in lists', wrap('['.repeat(100_000) + ']'.repeat(100_000)), 400],
    ['nested deep in objects', wrap('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)), 400],
    [
      'of ninety thousand keys',
      wrap(`{${Array.from({ length: 90_000 }, (_, n) => `"${n}":1`).join()}}`),
      400,
    ],
    ['a number of a hundred thousand digits', wrap('9'.repeat(100_000)), 400],
    [
      'of one word that is as long as may be',
      JSON.stringify({ login: 'x'.repeat(999_000), password: 'x' }),
      400,
    ],
  ]

  test.each(bodies)('%s is refused at once', async (_name, body, status) => {
    const headers = { 'content-type': 'application/json', origin: here.url }
    const startedAt = performance.now()
    const response = await fetch(`${here.url}/trpc/auth.login`, { method: 'POST', headers, body })
    expect(response.status).toBe(status)
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('two hundred megabytes is refused before it is read', async () => {
    const headers = { 'content-type': 'application/json', origin: here.url, 'content-length': '200000000' }
    const startedAt = performance.now()
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(32)),
    })
    const init = { method: 'POST', headers, body: stream, duplex: 'half' as const }
    const status = await fetch(`${here.url}/trpc/auth.login`, init).then(
      (response) => response.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(status)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('a forged place in a list', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const id = crypto.randomUUID()
  const hostile = [
    -1,
    2 ** 63,
    1e308,
    0.5,
    null,
    '',
    'x',
    '\u0000',
    '\ud800',
    [],
    {},
    '+275760-09-13T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    id,
  ]
  const positions = [
    '',
    'x',
    '%00',
    ...hostile.map(encode),
    ...hostile.flatMap((value) => [
      encode({ id: value }),
      encode({ at: value, id }),
      encode({ name: value, id }),
      encode({ rank: value, username: value }),
      encode({ rank: 0, username: value }),
      encode({ joinedSeq: value, userId: id }),
      encode({ joinedSeq: 1, userId: value }),
    ]),
  ]

  test('is refused or shows only what one may see anyway, in every list', { timeout: 60_000 }, async () => {
    const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
    const own = await conversationOf(ada, [], 'group')
    const theirs = await conversationOf(grace, [], 'group')
    const lists = withInput.filter((path) => namesOf(path).includes('cursor'))
    expect(lists.length).toBeGreaterThan(5)
    for (const path of lists) {
      for (const cursor of positions) {
        const { messageId } = nothing()
        const input = { conversationId: own, messageId, query: 'x', cursor }
        const search = encodeURIComponent(JSON.stringify(input))
        const response = await fetch(`${here.url}/trpc/${path}?input=${search}`, {
          headers: { cookie: ada.cookie },
        })
        const said = await response.text()
        expect([path, cursor, response.status < 500], said).toEqual([path, cursor, true])
        expect(said).not.toContain(theirs)
      }
    }
  })

  const namesOf = (path: string): string[] => {
    const schema = parserOf(path)?.schema
    return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  }

  test('in a log is refused, or begins with what is there', async () => {
    const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
    const own = await conversationOf(ada, [], 'group')
    const theirs = await conversationOf(grace, [], 'group')
    const cursors = [...hostile, `${id}:0`, `${id}:999999999999999`, `${id}:-1`, `${theirs}:1`, 2 ** 53 - 1]
    for (const cursor of cursors) {
      for (const input of [
        { conversationId: own, after: cursor },
        { conversationId: own, lastEventId: cursor },
        { cursors: { [own]: cursor, [theirs]: cursor }, epoch: cursor },
        { cursors: { [own]: cursor, [theirs]: 0 } },
      ]) {
        const path = 'cursors' in input ? 'sync.pull' : 'conversations.events'
        const leaving = new AbortController()
        const search = encodeURIComponent(JSON.stringify(input))
        const response = await fetch(`${here.url}/trpc/${path}?input=${search}`, {
          headers: { cookie: ada.cookie, ...(path !== 'sync.pull' && { accept: 'text/event-stream' }) },
          signal: leaving.signal,
        })
        expect([path, cursor, response.status < 500]).toEqual([path, cursor, true])
        if (path === 'sync.pull' && response.ok)
          expect(await seenIn(response, theirs)).not.toContain('"events"')
        leaving.abort()
      }
    }
  })

  /** What an answer says of one conversation. */
  async function seenIn(response: Response, conversationId: string): Promise<string> {
    const { result } = (await response.json()) as {
      result: { data: { conversations: Record<string, unknown> } }
    }
    return JSON.stringify(result.data.conversations[conversationId] ?? null)
  }
})
