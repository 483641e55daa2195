import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AppRouter } from '@chatterly/domain/router'
import { openTestWorld } from '@chatterly/testing/test-world'
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink, TRPCClientError } from '@trpc/client'
import { initTRPC } from '@trpc/server'
import express, { type Express } from 'express'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { securityHeadersOf, setHeaders } from './headers.ts'
import { refuseForeignOrigins } from './origin.ts'
import { answerPlainCalls } from './plain-calls.ts'
import { refuseNonsense } from './refuse-nonsense.ts'
import { nameRequest } from './request-id.ts'
import { signUp, startProcess } from './testing/process.ts'
import { trpcOverHttp } from './trpc-over-http.ts'

const open = await openTestWorld()
const ours = await startProcess(open)
const library = await serveThroughLibrary()
const { cookie } = await signUp(ours)

/** The same procedures over the same world, with nothing but the library's own adapter. */
async function serveThroughLibrary(): Promise<string> {
  const { env, world } = open
  const headers = securityHeadersOf(env)
  const app = express().disable('x-powered-by')
  app.use(nameRequest, setHeaders(headers), refuseNonsense(headers), refuseForeignOrigins(env))
  app.use('/trpc', trpcOverHttp({ env, world, headers }).rest)
  return serve(app)
}

async function serve(app: Express): Promise<string> {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string }

/** Of this connection or this moment; everything else is compared. */
const PASSING = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'x-request-id']

async function ask(url: string, { path, headers, ...rest }: Asked) {
  const sent = new Headers(headers)
  if (headers?.origin === 'own') sent.set('origin', url)
  const response = await fetch(`${url}/trpc/${path}`, { ...rest, headers: sent })
  const names = [...response.headers].filter(([name]) => !PASSING.includes(name))
  return {
    // The library's adapter sends in chunks: what has a length was answered by ours.
    isPlain: response.headers.has('content-length') && response.status !== 204,
    names: response.headers.get('x-request-id'),
    answer: {
      status: response.status,
      headers: names.map(([name, value]) => [name, value.replace(/chatterly=\w+/, 'chatterly=…')]),
      body: await response.text(),
    },
  }
}

const session = { cookie }
const json = { 'content-type': 'application/json' }
const page = { ...json, ...session, origin: 'own' }
const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`
const nobody = '019b0000-0000-7000-8000-000000000000'
const wrongLogin = JSON.stringify({ login: 'nobody', password: 'not the one' })

const plain: [string, Asked][] = [
  ['a query', { path: 'users.me', headers: session }],
  ['a query without a session', { path: 'auth.me' }],
  ['a query by somebody signed out', { path: 'users.me' }],
  ['a query with an input', { path: `conversations.list?${input({ limit: 5 })}`, headers: session }],
  ['a refusal', { path: `messages.list?${input({ conversationId: nobody })}`, headers: session }],
  ['an invalid input', { path: `messages.list?${input({ conversationId: 7 })}`, headers: session }],
  ['a missing input', { path: 'messages.list', headers: session }],
  ['null for an input', { path: `messages.list?${input(null)}`, headers: session }],
  ['a batch', { path: `users.me,auth.me?batch=1&${input({})}`, headers: session }],
  ['a batch of one', { path: 'users.me?batch=1&input=%7B%7D', headers: session }],
  ['a batch that answers differently', { path: `auth.me,users.me?batch=1&${input({})}` }],
  ['a batch that fails alike', { path: `users.me,users.me?batch=1&${input({})}` }],
  ['a comma in disguise', { path: `users.me%2Cauth.me?batch=1&${input({})}`, headers: session }],
  ['a mutation', { path: 'users.update', method: 'POST', headers: page, body: '{"bio":"Here"}' }],
  ['a mutation that is refused', { path: 'auth.login', method: 'POST', headers: json, body: wrongLogin }],
  [
    'a batch of mutations',
    {
      path: 'users.update,users.update?batch=1',
      method: 'POST',
      headers: page,
      body: '{"0":{"bio":"a"},"1":{"bio":7}}',
    },
  ],
  [
    'JSON with a character set',
    {
      path: 'auth.login',
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: wrongLogin,
    },
  ],
]

const beyond: [string, Asked][] = [
  ['an unknown procedure', { path: 'users.nobody' }],
  ['a name every object has', { path: 'constructor' }],
  ['a path that cannot be decoded', { path: '%E0%A4%A' }],
  ['a mutation by GET', { path: 'auth.logout', headers: session }],
  ['a query by POST', { path: 'users.me', method: 'POST', headers: page, body: '{}' }],
  ['a HEAD', { path: 'users.me', method: 'HEAD' }],
  ['a DELETE', { path: 'users.me', method: 'DELETE', headers: { origin: 'own' } }],
  ['a query that is not JSON', { path: 'messages.list?input=%7B', headers: session }],
  ['a body that is not JSON', { path: 'users.update', method: 'POST', headers: page, body: '{"bio"' }],
  ['a mutation without a body', { path: 'users.update', method: 'POST', headers: page }],
  ['a batch that is a list', { path: 'users.me,auth.me?batch=1&input=%5B%5D', headers: session }],
  ['a batch of queries and mutations', { path: `users.me,auth.logout?batch=1&${input({})}` }],
  ['an overlong batch', { path: `${'auth.me,'.repeat(20)}auth.me?batch=1&${input({})}` }],
  [
    'an overlong body',
    { path: 'auth.login', method: 'POST', headers: json, body: JSON.stringify('x'.repeat(1_000_000)) },
  ],
  ['a form', { path: 'auth.login', method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }],
  ['a stream', { path: `auth.me?batch=1&${input({})}`, headers: { 'trpc-accept': 'application/jsonl' } }],
  [
    'a mutation from a foreign origin',
    {
      path: 'users.update',
      method: 'POST',
      headers: { ...page, origin: 'https://evil.example' },
      body: '{}',
    },
  ],
  [
    'a mutation with a cookie and no origin',
    { path: 'users.update', method: 'POST', headers: { ...json, ...session }, body: '{}' },
  ],
]

describe('answers as the library’s own adapter does', () => {
  test.each(plain)('%s', async (_name, asked) => {
    const [here, there] = [await ask(ours.url, asked), await ask(library, asked)]
    expect(here.answer).toEqual(there.answer)
    expect([here.isPlain, there.isPlain]).toEqual([true, false])
    expect(here.names).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('leaves to the library', () => {
  test.each(beyond)('%s', async (_name, asked) => {
    const [here, there] = [await ask(ours.url, asked), await ask(library, asked)]
    expect(here.answer).toEqual(there.answer)
    expect(here.names).toMatch(/^[\da-f-]{36}$/)
  })
})

test('a session is started by a cookie in a plain answer', async () => {
  const name = `u${crypto.randomUUID().slice(0, 8)}`
  const body = JSON.stringify({ email: `${name}@example.com`, username: name, password: 'long enough' })
  const { answer, isPlain } = await ask(ours.url, {
    path: 'auth.register',
    method: 'POST',
    headers: json,
    body,
  })
  expect(isPlain).toBe(true)
  expect(answer.headers).toContainEqual(['set-cookie', expect.stringMatching(/^chatterly=….*HttpOnly/)])
})

test('who asks too often is told when to come back', async () => {
  const strict = await startProcess(
    await openTestWorld({ databaseUrl: open.env.DATABASE_URL, rateLimitScale: 1 / 1200 }),
  )
  const headers = { cookie: (await signUp(ours)).cookie }
  const first = await ask(strict.url, { path: 'users.me', headers })
  const second = await ask(strict.url, { path: 'users.me', headers })
  expect([first.answer.status, second.answer.status]).toEqual([200, 429])
  expect(second.isPlain).toBe(true)
  expect(second.answer.headers).toContainEqual(['retry-after', expect.stringMatching(/^\d+$/)])
})

test('who goes away is told to the procedures that answer them', async () => {
  const t = initTRPC.create()
  const seen: (AbortSignal | undefined)[] = []
  const router = t.router({
    slow: t.procedure.query(({ signal }) => {
      seen.push(signal)
      return new Promise(() => {})
    }),
  })
  const createContext = () => Promise.resolve(open.anonymous())
  const limits = { maxBatchSize: 1, maxBodySize: 1 }
  const plainCalls = {
    router,
    ...limits,
    createContext,
    admits: () => true,
    headersOf: () => [],
    onError() {},
  }
  const url = await serve(express().use('/trpc', answerPlainCalls(plainCalls)))
  const leaving = new AbortController()
  const answer = fetch(`${url}/trpc/slow`, { signal: leaving.signal })
  await vi.waitFor(() => expect(seen).toHaveLength(1))
  const [signal] = seen
  expect(signal?.aborted).toBe(false)
  leaving.abort()
  await expect(answer).rejects.toThrow('aborted')
  await vi.waitFor(() => expect(signal?.aborted).toBe(true))
})

test('who goes away while sending is not heard, and nothing is called', async () => {
  const name = `u${crypto.randomUUID().slice(0, 8)}`
  const body = JSON.stringify({ email: `${name}@example.com`, username: name, password: 'long enough' })
  const head = `POST /trpc/auth.register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`
  const socket = connect(ours.port, '127.0.0.1')
  socket.write(`${head}Content-Length: ${body.length + 1}\r\n\r\n${body}`)
  await sleep(50)
  socket.destroy()
  await sleep(50)
  const again = await ask(ours.url, { path: 'auth.register', method: 'POST', headers: json, body })
  expect(again.answer.status).toBe(200)
})

describe('carries the library’s own client', () => {
  const links = { httpLink, httpBatchLink, httpBatchStreamLink }

  test.each(Object.entries(links))('with %s', async (_name, link) => {
    const client = createTRPCClient<AppRouter>({
      links: [link({ url: `${ours.url}/trpc`, headers: { cookie, origin: ours.url } })],
    })
    const [me, mine, refused] = await Promise.all([
      client.users.me.query(),
      client.conversations.list.query({}),
      client.users.get.query({ userId: nobody }).catch((error: unknown) => error),
    ])
    expect(me.email).toContain('@')
    expect(mine.items).toEqual([])
    expect(refused).toBeInstanceOf(TRPCClientError)
    expect(refused).toMatchObject({ data: { httpStatus: 404, refusal: 'user.not_found' } })
    expect(await client.users.update.mutate({ bio: 'Here' })).toMatchObject({ bio: 'Here' })
    expect(await client.auth.me.query()).toMatchObject({ user: { bio: 'Here' } })
  })
})

test('a subscription over HTTP is the library’s, as it was', async () => {
  const leaving = new AbortController()
  const { body, headers } = await fetch(`${ours.url}/trpc/me.events`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: leaving.signal,
  })
  expect(headers.get('content-type')).toBe('text/event-stream')
  const read = await body?.getReader().read()
  expect(new TextDecoder().decode(read?.value)).toContain('event: connected')
  leaving.abort()
})
