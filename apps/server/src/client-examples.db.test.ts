import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@chatterly/client/create-client'
import { passwordAuth } from '@chatterly/client/password-auth'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startServer } from './server.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))
const EXAMPLES = fileURLToPath(new URL('../../../packages/client/examples', import.meta.url))
const PASSWORD = 'long enough'
/** Milliseconds. A program has to be compiled before it speaks, on a machine that may be busy. */
const SPEAKS_WITHIN = { timeout: 30_000 }
vi.setConfig({ testTimeout: 90_000 })

const folder = await mkdtemp(join(tmpdir(), 'chatterly-examples-'))
const open = await openTestWorld()
const server = await startServer({
  env: { ...open.env, PORT: 0, CHATTERLY_DATA_DIR: folder, SHUTDOWN_GRACE_MS: 500 },
  open,
  migrations: MIGRATIONS,
})
afterAll(() => server.stop())
const { url } = server

async function signUp(displayName: string) {
  const login = `u${crypto.randomUUID().slice(0, 8)}`
  const response = await fetch(`${url}/trpc/auth.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: `${login}@example.com`, username: login, password: PASSWORD, displayName }),
  })
  expect(response.status).toBe(200)
  const client = createClient({ url, auth: passwordAuth({ url, login, password: PASSWORD }), WebSocket })
  onTestFinished(() => client.close())
  return { login, client, id: (await client.procedures.users.me.query()).id }
}

/** One of the examples, in a process of its own, as somebody would run it. */
function run(example: string, login: string, ...given: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(EXAMPLES, example), ...given], {
    env: { PATH: process.env.PATH, CHATTERLY_URL: url, CHATTERLY_LOGIN: login, CHATTERLY_PASSWORD: PASSWORD },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, said, ended }
}

async function talkOf(ada: Awaited<ReturnType<typeof signUp>>, others: string[]) {
  return (await ada.client.procedures.conversations.create.mutate({ memberIds: others })).id
}

test('the echo bot answers each message once and in order, and ends when asked', async () => {
  const [ada, bot] = [await signUp('Ada'), await signUp('Bot')]
  const conversationId = await talkOf(ada, [bot.id])
  const { child, said, ended } = run('echo-bot.ts', bot.login)
  await vi.waitFor(() => expect(said.out).toContain('Listening as'), SPEAKS_WITHIN)
  for (const body of ['one', 'two', 'three']) await ada.client.outbox.send({ conversationId, body })
  const heard = async () =>
    (await ada.client.procedures.messages.list.query({ conversationId, limit: 100 })).items
      .filter(({ senderId }) => senderId === bot.id)
      .map(({ body }) => body)
  await vi.waitFor(
    async () => expect(await heard()).toEqual(['You said: one', 'You said: two', 'You said: three']),
    SPEAKS_WITHIN,
  )
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said.err).toBe('')
})

test('the tail prints every change, also those between two of its runs', async () => {
  const [ada, reader] = [await signUp('Ada'), await signUp('Reader')]
  const conversationId = await talkOf(ada, [reader.id])
  const place = join(folder, 'position.json')
  const bodies = (out: string) =>
    out
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { event: { message: { body: string } } }).event.message.body)

  const first = run('tail.ts', reader.login, place)
  await vi.waitFor(() => expect(first.said.err).toContain('Listening'), SPEAKS_WITHIN)
  await ada.client.outbox.send({ conversationId, body: 'live' })
  await vi.waitFor(() => expect(bodies(first.said.out)).toEqual(['live']), SPEAKS_WITHIN)
  first.child.kill('SIGTERM')
  await first.ended
  await ada.client.outbox.send({ conversationId, body: 'between' })

  const second = run('tail.ts', reader.login, place)
  await vi.waitFor(() => expect(bodies(second.said.out)).toEqual(['between']), SPEAKS_WITHIN)
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

test('the history becomes a table that no text can break', async () => {
  const [ada, reader] = [await signUp('Ada, "Countess"'), await signUp('Reader')]
  const conversationId = await talkOf(ada, [reader.id])
  for (const body of ['plain', 'a, "b"\nc', '=1+1']) await ada.client.outbox.send({ conversationId, body })
  const { said, ended } = run('history-to-csv.ts', reader.login, conversationId)
  expect(await ended).toBe(0)
  const name = '"Ada, ""Countess"""'
  expect(said.out.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')).toBe(
    `number,written at,by,text\r\n1,then,${name},plain\r\n2,then,${name},"a, ""b""\nc"\r\n3,then,${name},'=1+1\r\n`,
  )
  const stranger = run('history-to-csv.ts', (await signUp('Eve')).login, conversationId)
  expect(await stranger.ended).toBe(1)
  expect(stranger.said.err).toContain('no such conversation')
})
