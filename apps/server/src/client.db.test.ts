import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@chatterly/client/create-client'
import type { Auth } from '@chatterly/client/credentials'
import type { ClientEvent } from '@chatterly/client/events'
import { passwordAuth } from '@chatterly/client/password-auth'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startServer } from './server.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))
const PASSWORD = 'long enough'
/** Milliseconds. Coming back takes a jittered wait. */
const SOON = { timeout: 10_000 }

const here = await start(await openTestWorld())
afterAll(() => here.server.stop())

async function start(open: Awaited<ReturnType<typeof openTestWorld>>, port = 0) {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-client-'))
  const env = { ...open.env, PORT: port, CHATTERLY_DATA_DIR: dataDir, SHUTDOWN_GRACE_MS: 500 }
  const server = await startServer({ env, open, migrations: MIGRATIONS })
  return { open, server, url: server.url, port: Number(new URL(server.url).port) }
}

const post = (path: string, input: object | undefined, cookie?: string) =>
  fetch(`${here.url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: here.url, ...(cookie && { cookie }) },
    ...(input && { body: JSON.stringify(input) }),
  })

async function signUp() {
  const login = `u${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${login}@example.com`, username: login, password: PASSWORD }
  expect((await post('auth.register', account)).status).toBe(200)
  return login
}

function clientOf(auth: Auth, url = here.url) {
  const client = createClient({ url, auth, WebSocket })
  onTestFinished(() => client.close())
  return client
}

const withPassword = (login: string, password = PASSWORD) => passwordAuth({ url: here.url, login, password })

/** Somebody who listens, somebody who writes, and the conversation of both. */
async function pair(url = here.url) {
  const [ada, grace] = [await signUp(), await signUp()]
  const cookies: (string | undefined)[] = []
  const auth = withPassword(grace)
  const reader = clientOf(async (asked) => {
    const credentials = await auth(asked)
    cookies.push(credentials.cookie)
    return credentials
  }, url)
  const writer = clientOf(withPassword(ada))
  const { id: readerId } = await reader.procedures.users.me.query()
  const { id } = await writer.procedures.conversations.create.mutate({ memberIds: [readerId] })
  const heard: string[] = []
  reader.events.subscribe((item) => heard.push(told(item)))
  await reader.connection.caughtUp()
  const say = (body: string) => writer.outbox.send({ conversationId: id, body })
  return { reader, heard, say, cookies, id }
}

const told = (item: ClientEvent) =>
  item.type === 'event' && item.event.type === 'message.created'
    ? `${item.event.seq} ${item.event.message.body}`
    : item.type

test('a session that ends is replaced by a new one, for calls and for the stream, and nothing is missed', async () => {
  const { reader, heard, say, cookies } = await pair()
  await say('one')
  await vi.waitFor(() => expect(heard).toEqual(['2 one']), SOON)
  const [first] = cookies
  expect((await post('auth.logout', undefined, first)).status).toBe(200)
  expect((await reader.procedures.users.me.query()).email).toContain('@')
  await say('two')
  await vi.waitFor(() => expect(heard).toEqual(['2 one', '3 two']), SOON)
  expect(new Set(cookies).size).toBeGreaterThan(1)
})

test('a server that is away for a while costs time and nothing else', async () => {
  const elsewhere = await start(await openTestWorld({ databaseUrl: here.open.env.DATABASE_URL }))
  const { reader, heard, say, id } = await pair(elsewhere.url)
  await say('before')
  await vi.waitFor(() => expect(heard).toEqual(['2 before']), SOON)
  await elsewhere.server.stop()
  await vi.waitFor(() => expect(reader.connection.state()).toMatchObject({ status: 'offline' }), SOON)
  await say('meanwhile')
  const unsent = reader.outbox.send({ conversationId: id, body: 'written meanwhile' })
  const again = await start(elsewhere.open, elsewhere.port)
  onTestFinished(() => again.server.stop())
  expect((await unsent).body).toBe('written meanwhile')
  await say('after')
  const all = ['2 before', '3 meanwhile', '4 written meanwhile', '5 after']
  await vi.waitFor(() => expect(heard).toEqual(all), SOON)
})

test('a wrong password is told to whoever calls and whoever listens', async () => {
  const client = clientOf(withPassword(await signUp(), 'not the password'))
  const refused = { kind: 'refused', refusal: 'auth.wrong_credentials', status: 401 }
  await expect(client.procedures.users.me.query()).rejects.toMatchObject(refused)
  await expect(client.events.listen().next()).rejects.toMatchObject(refused)
  expect(client.connection.state()).toEqual({ status: 'idle' })
})

test('credentials that stay refused end the stream instead of knocking for ever', async () => {
  let asked = 0
  const client = clientOf(() => {
    asked += 1
    return { cookie: 'chatterly=made-up' }
  })
  const ended = new Promise((resolve) => client.events.subscribe(() => {}, resolve))
  await expect(client.events.listen().next()).rejects.toMatchObject({ refusal: 'auth.signed_out' })
  expect(await ended).toMatchObject({ refusal: 'auth.signed_out' })
  expect(asked).toBe(3)
})

test('one conversation can be followed by itself', async () => {
  const { reader, say, id } = await pair()
  const seen: number[] = []
  const following = reader.procedures.conversations.events.subscribe(
    { conversationId: id, after: 0 },
    { onData: ({ data }) => void seen.push(data.seq) },
  )
  onTestFinished(() => following.unsubscribe())
  await vi.waitFor(() => expect(seen).toEqual([1]), SOON)
  await say('two')
  await vi.waitFor(() => expect(seen).toEqual([1, 2]), SOON)
})
