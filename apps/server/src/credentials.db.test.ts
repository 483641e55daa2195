import { endSessions } from '@chatterly/domain/auth/sessions/end-sessions'
import type { AppRouter } from '@chatterly/domain/router'
import { createWire } from '@chatterly/platform/testing/wire'
import { conversationOf, openTestWorld } from '@chatterly/testing/test-world'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { closeCodeOf, openSocket, post, startProcess } from './testing/process.ts'

const wire = await createWire(process.env.REDIS_URL ?? '')
const here = await startProcess(await openTestWorld({ redisUrl: wire.url }))
const there = await startProcess(
  await openTestWorld({ databaseUrl: here.open.env.DATABASE_URL, redisUrl: wire.url }),
)

/** Milliseconds: what is promised even without Redis. How late they are with it is measured by itself. */
const ENDED_WITHIN_MS = 5_000

type Place = typeof here
type Tokens = { accessToken: string; refreshToken: string }

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const answerOf = async (response: Response) =>
  ((await response.json()) as { result: { data: unknown } }).result.data

/** Somebody signed in in every way there is. */
async function somebody() {
  const { sessions, accessTokens } = here.open.world
  const person = await here.open.person('Ada')
  const cookie = (await sessions.start(person.id)).cookie.split(';')[0] ?? ''
  const { accessToken } = await accessTokens.sign(await sessions.startProgram(person.id, { label: 'bot' }))
  const { token } = await person.call.tokens.create({ name: 'Backup', scopes: ['read', 'write'] })
  return { person, cookie, accessToken, token }
}

const whoAmI = async (headers: Record<string, string>, place: Place = here) => {
  const response = await fetch(`${place.url}/trpc/users.me`, { headers })
  return response.ok ? ((await answerOf(response)) as { id: string }).id : response.status
}

/** A socket that says in its first message who it is. */
async function introduce(
  authorization: string | undefined,
  headers: Record<string, string> = {},
  place: Place = here,
) {
  const socket = new WebSocket(`${place.wsUrl}/trpc?connectionParams=1`, { headers })
  onTestFinished(() => socket.terminate())
  const code = closeCodeOf(socket)
  await new Promise((resolve) => socket.once('open', resolve))
  const answers: { id: number; result?: { data: { id: string } } }[] = []
  socket.on('message', (text: Buffer) => answers.push(JSON.parse(text.toString()) as { id: number }))
  socket.send(JSON.stringify({ method: 'connectionParams', data: authorization ? { authorization } : {} }))
  socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'users.me' } }))
  return { socket, code, answers }
}

const socketAt = (place: Place, search: string, headers: Record<string, string> = {}) =>
  openSocket(place, headers, search)

describe('over HTTP', () => {
  test('an access token and a personal token act for their person, without a cookie or an origin', async () => {
    const { person, accessToken, token } = await somebody()
    for (const credential of [accessToken, token]) {
      expect(await whoAmI(bearer(credential))).toBe(person.id)
      expect(await whoAmI(bearer(credential), there)).toBe(person.id)
      expect((await post(here, 'users.update', { bio: 'Here' }, bearer(credential))).status).toBe(200)
    }
    expect(await whoAmI({ authorization: `bearer  ${token}` })).toBe(person.id)
  })

  test('a program signs in, refreshes and signs out without a cookie', async () => {
    const name = `u${crypto.randomUUID().slice(0, 8)}`
    const account = { email: `${name}@example.com`, username: name, password: 'long enough' }
    await post(here, 'auth.register', account)
    const response = await post(
      here,
      'auth.token',
      { login: name, password: account.password },
      { 'user-agent': 'echo-bot/2' },
    )
    expect(response.headers.get('set-cookie')).toBeNull()
    const first = (await answerOf(response)) as Tokens
    const listed = await fetch(`${here.url}/trpc/sessions.list`, { headers: bearer(first.accessToken) })
    expect(JSON.stringify(await listed.json())).toContain('echo-bot')
    const next = (await answerOf(
      await post(there, 'auth.refresh', { refreshToken: first.refreshToken }),
    )) as Tokens
    expect(await whoAmI(bearer(next.accessToken))).toMatch(/-/)
    expect((await post(here, 'auth.logout', undefined, bearer(next.accessToken))).status).toBe(200)
    for (const { accessToken } of [first, next]) expect(await whoAmI(bearer(accessToken), there)).toBe(401)
    expect((await post(here, 'auth.refresh', { refreshToken: next.refreshToken })).status).toBe(401)
  })

  test('a token counts before a cookie, also a wrong one; another scheme is somebody else’s', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const { cookie } = ada
    expect(await whoAmI({ cookie, ...bearer(grace.accessToken) })).toBe(grace.person.id)
    expect(await whoAmI({ cookie, ...bearer('made-up') })).toBe(401)
    expect(await whoAmI({ cookie, authorization: 'Basic YWRhOnB3' })).toBe(ada.person.id)
  })

  test('a cookie beside a token still needs the origin', async () => {
    const { cookie, accessToken } = await somebody()
    const update = (headers: Record<string, string>) => post(here, 'users.update', { bio: 'x' }, headers)
    expect((await update({ cookie, ...bearer(accessToken) })).status).toBe(403)
    expect((await update({ cookie, ...bearer(accessToken), origin: here.url })).status).toBe(200)
    expect((await update({ ...bearer(accessToken), origin: 'https://evil.example' })).status).toBe(403)
  })

  test('no credential is taken from an address', async () => {
    const { accessToken, token, cookie, person } = await somebody()
    const { ticket } = await person.call.auth.ticket()
    for (const secret of [accessToken, token, ticket, cookie.split('=')[1] ?? ''])
      for (const name of ['token', 'access_token', 'ticket', 'authorization', 'session']) {
        const response = await fetch(`${here.url}/trpc/users.me?${name}=${secret}`)
        expect(response.status).toBe(401)
      }
  })
})

describe('a socket', () => {
  test('opens with a token in its header, without an origin; not with a foreign one, nor beside a cookie', async () => {
    const { accessToken, token, cookie } = await somebody()
    for (const credential of [accessToken, token]) {
      expect((await openSocket(here, bearer(credential))).status).toBe(101)
      expect((await openSocket(here, { ...bearer(credential), origin: here.url })).status).toBe(101)
      expect((await openSocket(here, { ...bearer(credential), origin: 'https://evil.example' })).status).toBe(
        403,
      )
      expect((await openSocket(here, { ...bearer(credential), cookie })).status).toBe(403)
    }
    expect((await openSocket(here, bearer('made-up'))).status).toBe(401)
  })

  test('opens with a ticket, once, on any process', async () => {
    const { person, accessToken } = await somebody()
    for (const name of ['ticket', 'token']) {
      const { ticket } = (await answerOf(
        await post(here, 'auth.ticket', undefined, bearer(accessToken)),
      )) as { ticket: string }
      expect((await socketAt(there, `?${name}=${ticket}`)).status).toBe(101)
      expect((await socketAt(there, `?${name}=${ticket}`)).status).toBe(401)
    }
    const { ticket } = await person.call.auth.ticket()
    expect((await socketAt(here, `?ticket=${ticket}`, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await socketAt(here, `?ticket=${ticket}`)).status).toBe(101)
  })

  test('takes nothing else from its address', async () => {
    const { accessToken, token, cookie } = await somebody()
    for (const secret of [accessToken, token, cookie.split('=')[1] ?? '', ''])
      for (const name of ['token', 'ticket'])
        for (const more of ['', '&connectionParams=1'])
          expect((await socketAt(here, `?${name}=${secret}${more}`)).status).toBe(401)
  })

  test('may say in its first message who it is', async () => {
    const { person, accessToken, token } = await somebody()
    for (const credential of [accessToken, token]) {
      const { answers } = await introduce(`Bearer ${credential}`)
      await vi.waitFor(() => expect(answers).toMatchObject([{ id: 1, result: { data: { id: person.id } } }]))
    }
  })

  test.each([undefined, 'Bearer made-up', 'made-up', 'Basic YWRhOnB3'])(
    'that says %s there is closed, and nothing is answered',
    async (said) => {
      const { code, answers } = await introduce(said)
      expect(await code).toBe(4401)
      expect(answers).toEqual([])
    },
  )

  test('is whose it says there, whatever cookie came before', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const headers = { cookie: ada.cookie, origin: here.url }
    const { answers, socket, code } = await introduce(`Bearer ${grace.accessToken}`, headers)
    await vi.waitFor(() => expect(answers).toMatchObject([{ result: { data: { id: grace.person.id } } }]))
    await post(here, 'auth.logout', undefined, headers)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(socket.readyState).toBe(socket.OPEN)
    await post(here, 'auth.logout', undefined, bearer(grace.accessToken))
    expect(await code).toBe(4401)
  })

  test('carries the library’s own client, which says it anew each time it comes back', async () => {
    const { person, accessToken } = await somebody()
    const asked = vi.fn(() => bearer(accessToken))
    const wsClient = createWSClient({
      url: `${here.wsUrl}/trpc`,
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
      connectionParams: asked,
    })
    onTestFinished(() => wsClient.close())
    const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: wsClient })] })
    const id = await conversationOf(person, [], 'channel')
    const seen: number[] = []
    client.conversations.events.subscribe(
      { conversationId: id, after: 0 },
      { onData: ({ data }) => void seen.push(data.seq) },
    )
    await vi.waitFor(() => expect(seen).toEqual([1]))
    expect(asked).toHaveBeenCalledOnce()
  })

  test('of nobody is one of few from its address', async () => {
    const strict = { ...here.open, env: { ...here.open.env, RATE_LIMIT_SCALE: 0.1 } }
    const place = await startProcess(strict)
    const knock = () => socketAt(place, '?connectionParams=1')
    for (let n = 0; n < 5; n++) expect((await knock()).status).toBe(101)
    expect((await knock()).status).toBe(429)
    const { accessToken } = await somebody()
    expect((await openSocket(place, bearer(accessToken))).status).toBe(101)
  })
})

describe('a session that ends', () => {
  async function openAll(place: Place) {
    const { person, cookie, accessToken, token } = await somebody()
    const { ticket } = (await answerOf(await post(here, 'auth.ticket', undefined, bearer(accessToken)))) as {
      ticket: string
    }
    const said = await introduce(`Bearer ${token}`, {}, place)
    await vi.waitFor(() => expect(said.answers).toHaveLength(1))
    const opened = await Promise.all([
      openSocket(place, { cookie, origin: place.url }),
      openSocket(place, bearer(accessToken)),
      openSocket(place, bearer(token)),
      socketAt(place, `?ticket=${ticket}`),
    ])
    expect(opened.map(({ status }) => status)).toEqual([101, 101, 101, 101])
    const sockets = [...opened.map(({ socket }) => socket), said.socket]
    return {
      person,
      credentials: [{ cookie }, bearer(accessToken), bearer(token)],
      codes: sockets.map(closeCodeOf),
    }
  }

  const conditions: { redis: string; breakRedis: () => Promise<unknown> }[] = [
    { redis: 'there', breakRedis: async () => {} },
    { redis: 'emptied', breakRedis: () => here.open.redis.cache.flushdb() },
    { redis: 'dead', breakRedis: () => wire.cut() },
  ]

  test.each(conditions)(
    'with Redis $redis, ends its sockets of every kind and opens nothing more',
    async ({ breakRedis }) => {
      const { person, credentials, codes } = await openAll(there)
      for (const headers of credentials) expect(await whoAmI(headers, there)).toBe(person.id)
      await breakRedis()
      onTestFinished(() => wire.mend())
      await endSessions(here.open.world, person.id, { except: null, withTokens: true })
      const endedAt = performance.now()
      for (const headers of credentials) {
        expect(await whoAmI(headers, here)).toBe(401)
        expect(await whoAmI(headers, there)).toBe(401)
      }
      expect(await Promise.all(codes)).toEqual([4401, 4401, 4401, 4401, 4401])
      expect(performance.now() - endedAt).toBeLessThan(ENDED_WITHIN_MS)
      await wire.mend()
      for (const headers of credentials) expect(await whoAmI(headers, there)).toBe(401)
    },
  )
})
