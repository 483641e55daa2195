import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'node:http'
import { createClient } from '@chatterly/client/create-client'
import { passwordAuth } from '@chatterly/client/password-auth'
import { hasBalancer, startBalancer } from '@chatterly/testing/balancer'
import setUpServices from '@chatterly/testing/global-setup'
import { openTestWorld } from '@chatterly/testing/test-world'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { clientOf, post, signUp, startProcess } from './testing/process.ts'
import { startProgram } from './testing/program.ts'

const PASSWORD = 'long enough'

describe.skipIf(!hasBalancer)('behind HAProxy with the documented configuration', () => {
  // Returns how to stop them.
  beforeAll(setUpServices)

  test('two people on different servers talk, and limits count their own addresses', async () => {
    const open = await openTestWorld({ rateLimitScale: 0.1 })
    const other = await openTestWorld({ databaseUrl: open.env.DATABASE_URL, rateLimitScale: 0.1 })
    const start = (world: typeof open) => startProcess({ ...world, env: { ...world.env, TRUST_PROXY: 1 } })
    const [one, two] = [await start(open), await start(other)]
    const balancer = await startBalancer([one.port, two.port])
    onTestFinished(() => balancer.stop())
    await untilBothAnswer(balancer.url)

    const [ada, grace] = [await signUp(balancer), await signUp(balancer)]
    const adas = clientOf(ada.cookie, balancer)
    // Once this socket is there, the next one goes to the other server.
    await adas.users.me.query()
    const graces = clientOf(grace.cookie, balancer)
    const { id: graceId } = await graces.users.me.query()
    const { id } = await adas.conversations.create.mutate({ memberIds: [graceId], key: crypto.randomUUID() })
    const heard = [adas, graces].map((client) => {
      const seqs: number[] = []
      const onData = ({ data }: { data: { seq: number } }) => void seqs.push(data.seq)
      client.conversations.events.subscribe({ conversationId: id, after: 0 }, { onData })
      return seqs
    })
    await vi.waitFor(() => expect(heard).toEqual([[1], [1]]), 5000)
    const followers = [one, two].map(({ open: { world } }) => world.hub.count().followers)
    expect(followers).toEqual([1, 1])
    for (const client of [adas, graces])
      await client.messages.send.mutate({ conversationId: id, body: 'Hello', key: crypto.randomUUID() })
    await vi.waitFor(
      () =>
        expect(heard).toEqual([
          [1, 2, 3],
          [1, 2, 3],
        ]),
      5000,
    )

    // Six wrong passwords from one address are enough at this scale; made-up headers change nothing.
    const attempt = (from: string, headers = {}) => statusOfLogin(balancer.url, from, headers)
    const statuses: number[] = []
    for (let n = 0; n < 6; n++) statuses.push(await attempt('127.0.0.2'))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401])
    expect(await attempt('127.0.0.2')).toBe(429)
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded'])
      expect(await attempt('127.0.0.2', { [name]: name === 'forwarded' ? 'for=10.1.1.1' : '10.1.1.1' })).toBe(
        429,
      )
    expect(await attempt('127.0.0.3')).toBe(401)
  })

  test('/readyz is for operators only, /livez for everybody', async () => {
    const world = await openTestWorld()
    const [one, two] = [await startProcess(world), await startProcess(world)]
    const balancer = await startBalancer([one.port, two.port])
    onTestFinished(() => balancer.stop())
    expect((await fetch(`${balancer.url}/livez`)).status).toBe(200)
    expect((await fetch(`${balancer.url}/readyz`)).status).toBe(404)
    expect((await fetch(`${one.url}/readyz`)).status).toBe(200)
  })

  test('a rolling restart of both servers under sends loses nothing and refuses nobody', async () => {
    const world = await openTestWorld()
    const startNode = (port = '0') =>
      startProgram(world, {
        PORT: port,
        TRUST_PROXY: '1',
        LOG_LEVEL: 'warn',
        SHUTDOWN_NOTICE_MS: '3500',
      })
    const [one, two] = [await startNode(), await startNode()]
    const balancer = await startBalancer([Number(portOf(one)), Number(portOf(two))])
    onTestFinished(() => balancer.stop())
    await untilBothAnswer(balancer.url)

    const { reader, writer, conversationId, heard } = await twoPeople(balancer.url)
    let isOver = false
    const sent: Promise<string>[] = []
    const failedReads: unknown[] = []
    const sending = (async () => {
      for (let n = 1; !isOver; n++) {
        const body = `message ${n}`
        sent.push(writer.outbox.send({ conversationId, body }).then(() => body))
        // Plain requests, which nobody repeats: none may fail while servers come and go.
        await fetch(`${balancer.url}/livez`).then(
          ({ status }) => status === 200 || failedReads.push(status),
          (error: unknown) => failedReads.push(error),
        )
        await sleep(15)
      }
    })()
    for (const node of [one, two]) {
      node.signal('SIGTERM')
      expect(await node.exited).toBe(0)
      await startNode(portOf(node))
      // Two good answers a second apart bring it back.
      await sleep(3000)
    }
    isOver = true
    await sending
    const acknowledged = await Promise.all(sent)
    expect(acknowledged.length).toBeGreaterThan(300)
    await vi.waitFor(() => expect(heard).toEqual(acknowledged), 15_000)
    expect(failedReads).toEqual([])
    reader.close()
    writer.close()
  })
})

const portOf = ({ url }: { url: string }) => new URL(url).port

/** Until HAProxy found both servers well, new connections may all go to one. */
async function untilBothAnswer(url: string): Promise<void> {
  await vi.waitFor(async () => expect((await fetch(`${url}/livez`)).status).toBe(200), 10_000)
  await sleep(2500)
}

/** Somebody who listens to everything and somebody who writes, over the proxy. */
async function twoPeople(url: string) {
  const [ada, grace] = await Promise.all(['ada', 'grace'].map((name) => register(url, name)))
  const connect = (login = '') => {
    const client = createClient({ url, auth: passwordAuth({ url, login, password: PASSWORD }), WebSocket })
    onTestFinished(() => client.close())
    return client
  }
  const [reader, writer] = [connect(grace), connect(ada)]
  const { id: readerId } = await reader.procedures.users.me.query()
  const { id: conversationId } = await writer.procedures.conversations.create.mutate({
    memberIds: [readerId],
  })
  const heard: string[] = []
  reader.events.subscribe((item) => {
    if (item.type === 'event' && item.event.type === 'message.created')
      heard.push(item.event.message.body ?? '')
  })
  await reader.connection.caughtUp()
  return { reader, writer, conversationId, heard }
}

async function register(url: string, name: string): Promise<string> {
  const username = `${name}-${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${username}@example.com`, username, password: PASSWORD }
  const answer = await post({ url }, 'auth.register', account, { origin: url })
  if (!answer.ok) throw new Error(await answer.text())
  return username
}

/** Signs in as somebody who is not there, from one of this machine's own addresses. */
const statusOfLogin = (url: string, localAddress: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(`${url}/trpc/auth.login`, {
      method: 'POST',
      localAddress,
      headers: { 'content-type': 'application/json', origin: url, ...headers },
    })
    asked.on('response', (response) => resolve(response.resume().statusCode ?? 0))
    asked.on('error', reject)
    asked.end(JSON.stringify({ login: `nobody-${crypto.randomUUID()}`, password: 'wrong' }))
  })
