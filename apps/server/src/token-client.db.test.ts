import { createClient } from '@chatterly/client/create-client'
import { everyItem } from '@chatterly/client/pages'
import { startProgram } from '@chatterly/domain/auth/programs/start-program'
import { accessUser } from '@chatterly/domain/users/access'
import type { ProgramTokens } from '@chatterly/protocol/auth/programs'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startProcess } from './testing/process.ts'

const PASSWORD = 'long enough'
const here = await startProcess(await openTestWorld())
const { url } = here

const login = `u${crypto.randomUUID().slice(0, 8)}`
const anybody = createClient({ url, WebSocket })

/** Somebody's tokens; the access token is not good for anything any more. */
async function worn() {
  const person = await here.open.person('Ada')
  const tokens = await startProgram(here.open.anonymous(), await accessUser(here.open.db, person.id))
  return { person, tokens: { ...tokens, accessToken: 'worn.out.token' } }
}

function clientWith(tokens: { accessToken: string; refreshToken: string; expiresAt?: string }) {
  const kept: ProgramTokens[] = []
  const refreshes: number[] = []
  const counting: typeof fetch = async (address, init) => {
    const answer = await fetch(address, init)
    if (new Request(address).url.includes('auth.refresh')) refreshes.push(answer.status)
    return answer
  }
  const auth = { ...tokens, onRefresh: (next: ProgramTokens) => void kept.push(next) }
  const client = createClient({ url, WebSocket, fetch: counting, auth })
  onTestFinished(() => client.close())
  return { client, kept, refreshes }
}

test('a program signs in with a password, keeps the tokens, and is that person', async () => {
  await anybody.procedures.auth.register.mutate({
    email: `${login}@example.com`,
    username: login,
    password: PASSWORD,
  })
  const tokens = await anybody.procedures.auth.token.mutate({ login, password: PASSWORD })
  const { client, refreshes } = clientWith(tokens)
  expect((await client.procedures.users.me.query()).username).toBe(login)
  expect(refreshes).toEqual([])
  const mine = []
  for await (const item of everyItem(client.procedures.conversations.list.query, {})) mine.push(item)
  expect(mine).toEqual([])
})

test('tokens that are refused are refreshed once, however many calls wait for it', async () => {
  const { person, tokens } = await worn()
  const { client, kept, refreshes } = clientWith({
    ...tokens,
    expiresAt: new Date(Date.now() + 900_000).toISOString(),
  })
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      n % 2 ? client.procedures.users.me.query() : client.procedures.users.get.query({ userId: person.id }),
    ),
  )
  for (const { id } of answers) expect(id).toBe(person.id)
  expect(refreshes).toEqual([200])
  expect(kept).toHaveLength(1)
  expect(kept[0]?.refreshToken).not.toBe(tokens.refreshToken)
})

test('tokens that are about to end are refreshed before anybody refuses them', async () => {
  const { person, tokens } = await worn()
  const { client, refreshes } = clientWith({
    ...tokens,
    expiresAt: new Date(Date.now() + 10_000).toISOString(),
  })
  expect((await client.procedures.users.me.query()).id).toBe(person.id)
  expect(refreshes).toEqual([200])
})

test('what is kept opens the session in the next run', async () => {
  const { person, tokens } = await worn()
  const first = clientWith(tokens)
  await first.client.procedures.users.me.query()
  first.client.close()
  const [kept] = first.kept
  if (!kept) throw new Error('Nothing was kept')
  const second = clientWith({ ...kept, accessToken: 'worn.out.token' })
  expect((await second.client.procedures.users.me.query()).id).toBe(person.id)
})

test('the stream opens with them, and comes back with new ones after its socket is closed', async () => {
  const { person, tokens } = await worn()
  const { client, refreshes } = clientWith(tokens)
  const id = await conversationOf(person, [], 'channel')
  const heard: string[] = []
  client.events.subscribe((item) => {
    if (item.type === 'event' && item.event.type === 'message.created')
      heard.push(item.event.message.body ?? '')
  })
  await client.connection.caughtUp()
  await say(person, id, 'one')
  await vi.waitFor(() => expect(heard).toEqual(['one']), 5000)
  expect(refreshes).toEqual([200])
})

test('a session that has ended is told to whoever calls and whoever listens', async () => {
  const { tokens } = await worn()
  const { client, kept } = clientWith(tokens)
  await client.procedures.users.me.query()
  await client.procedures.auth.logout.mutate()
  const late = clientWith({ ...tokens, refreshToken: kept[0]?.refreshToken ?? '' })
  const refused = { kind: 'refused', refusal: 'auth.refresh_refused', status: 401 }
  await expect(late.client.procedures.users.me.query()).rejects.toMatchObject(refused)
  await expect(late.client.events.listen().next()).rejects.toMatchObject(refused)
})

test('a personal access token is a header and no more', async () => {
  const ada = await here.open.person('Ada')
  const { token } = await ada.call.tokens.create({ name: 'Export', scopes: ['read'] })
  const client = createClient({
    url,
    WebSocket,
    auth: () => ({ headers: { authorization: `Bearer ${token}` } }),
  })
  onTestFinished(() => client.close())
  expect((await client.procedures.users.me.query()).id).toBe(ada.id)
  await expect(client.procedures.users.update.mutate({ bio: 'x' })).rejects.toMatchObject({
    refusal: 'auth.token_forbidden',
    status: 403,
  })
})
