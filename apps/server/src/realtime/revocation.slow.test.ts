import { setTimeout as sleep } from 'node:timers/promises'
import type { ConversationId } from '@chatterly/protocol/ids'
import { createWire, type Wire } from '@chatterly/platform/testing/wire'
import setUpServices from '@chatterly/testing/global-setup'
import { conversationOf, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openSocket, post, startProcess } from '../testing/process.ts'

const TRIALS = 30

const stopServices = await setUpServices()
afterAll(stopServices)

type Place = Awaited<ReturnType<typeof startProcess>>
/** What opens a socket. */
const kinds = ['cookie', 'access token', 'personal token', 'ticket'] as const
type Kind = (typeof kinds)[number]

type Told = { type: string; seq: number; userId?: string; message?: { body: string } }

/** What becomes of Redis before anything is revoked, and how late nine in ten ends may then be: one may meet a busy machine. */
const conditions = [
  { redis: 'there', break: async () => {}, boundMs: 1000 },
  { redis: 'away', break: (wire: Wire) => wire.cut(), boundMs: 5000 },
  { redis: 'silent', break: async (wire: Wire) => wire.stall(), boundMs: 5000 },
]

describe.each(conditions)('with Redis $redis', ({ redis, break: breakRedis, boundMs }) => {
  let wire: Wire
  let here: Place
  let there: Place

  beforeAll(async () => {
    wire = await createWire(process.env.REDIS_URL ?? '')
    const open = await openTestWorld({ redisUrl: wire.url })
    const other = await openTestWorld({ databaseUrl: open.env.DATABASE_URL, redisUrl: wire.url })
    here = await startProcess(open)
    there = await startProcess(other)
  })
  afterEach(() => wire.mend())
  afterAll(() => wire.close())

  test(`a socket ends within ${boundMs} ms of its session, which ended on another process`, async () => {
    const ada = await here.open.person('Ada')
    const people = await Promise.all(range(TRIALS).map((n) => here.open.person(`Person ${n}`)))
    const id = await conversationOf(ada, people, 'group')
    const stopTalking = keepTalking(ada, id)
    const listeners = await Promise.all(
      people.map((person, n) => listen(there, person, kinds[n % kinds.length])),
    )
    for (const listener of listeners) await untilTheyHear(listener)
    await breakRedis(wire)
    const lateness = await Promise.all(
      listeners.map(async (listener, n) => {
        // Spread over more than the time between two looks.
        await sleep(n * 150)
        const ending = listener.signOut(here)
        const [endedAt, closed] = await Promise.all([endOf(here, listener), listener.closed])
        expect(closed.code).toBe(4401)
        await ending
        expect((await openSocket(there, listener.headers)).status).toBe(401)
        return closed.at - endedAt
      }),
    )
    await stopTalking()
    print(`session → socket, Redis ${redis}`, lateness)
    expect(at(0.9, lateness)).toBeLessThan(boundMs)
  })

  test(`a removed member is told within ${boundMs} ms and hears nothing later, on any process`, async () => {
    const ada = await here.open.person('Ada')
    const [kay, ...people] = await Promise.all(range(TRIALS + 1).map((n) => here.open.person(`Person ${n}`)))
    if (!kay) throw new Error('Nobody is there')
    const id = await conversationOf(ada, [kay, ...people], 'group')
    const stopTalking = keepTalking(ada, id)
    const witness = await listen(there, kay)
    const listeners = await Promise.all(people.map((person) => listen(there, person)))
    for (const listener of listeners) await untilTheyHear(listener)
    await breakRedis(wire)
    const lateness: number[] = []
    for (const listener of listeners) {
      const startedAt = performance.now()
      const removing = ada.call.conversations.removeMember({ conversationId: id, userId: listener.person.id })
      const isTheirEnd = (event: Told) => event.type === 'member.left' && event.userId === listener.person.id
      await vi.waitFor(() => expect(listener.events.some(isTheirEnd)).toBe(true), {
        timeout: 10_000,
        interval: 5,
      })
      lateness.push(performance.now() - startedAt)
      await removing
    }
    // Long enough for a change that was still on its way.
    const heardBefore = witness.events.length
    await sleep(1000)
    expect(witness.events.length).toBeGreaterThan(heardBefore)
    await stopTalking()
    for (const { events, person } of listeners)
      expect(events.at(-1)).toMatchObject({ type: 'member.left', userId: person.id })
    print(`removal → member.left, Redis ${redis}`, lateness)
    expect(at(0.9, lateness)).toBeLessThan(boundMs)
  })
})

test('an end that Redis did not tell is found as soon as PostgreSQL, which was away too, is back', async () => {
  const redis = await createWire(process.env.REDIS_URL ?? '')
  const open = await openTestWorld({ redisUrl: redis.url })
  const postgres = await createWire(open.env.DATABASE_URL)
  const other = await openTestWorld({ databaseUrl: postgres.url, redisUrl: redis.url })
  const there = await startProcess(other)
  const listener = await listen(there, await open.person('Ada'))
  await redis.cut()
  await postgres.cut()
  await open.world.sessions.end([listener.sessionHash])
  // Longer than between two looks: at least one finds nobody to ask.
  await sleep(4500)
  await postgres.mend()
  expect((await listener.closed).code).toBe(4401)
  await postgres.close()
  await redis.close()
})

const range = (length: number) => Array.from({ length }, (_, n) => n)

/** A socket of somebody who is given everything, and what they were given. */
async function listen(place: Place, person: Person, kind: Kind = 'cookie') {
  const started = await signIn(place, person, kind)
  const { socket } = await openSocket(place, started.search ? {} : started.headers, started.search)
  const events: Told[] = []
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text === 'PING') return socket.send('PONG')
    const frame = JSON.parse(text) as { result?: { data?: { events?: Told[] } } }
    events.push(...(frame.result?.data?.events ?? []))
  })
  const closed = new Promise<{ code: number; at: number }>((resolve) =>
    socket.once('close', (code) => resolve({ code, at: performance.now() })),
  )
  socket.send(JSON.stringify({ id: 1, method: 'subscription', params: { path: 'me.events' } }))
  return { person, events, closed, ...started }
}

type SignedIn = {
  sessionHash: string
  /** What a request or a socket is let in by. */
  headers: Record<string, string>
  /** Of the socket's address. */
  search?: string
  /** Ends the session, on another process where that is possible. */
  signOut(at: Place): Promise<unknown>
}

const logOut = (headers: Record<string, string>) => async (at: Place) => {
  const { status } = await post(at, 'auth.logout', undefined, { ...headers, origin: at.url })
  expect(status).toBe(200)
}

async function signIn({ open, url }: Place, { id, call }: Person, kind: Kind): Promise<SignedIn> {
  const { sessions, accessTokens, tickets } = open.world
  if (kind === 'personal token') {
    const { token, view } = await call.tokens.create({ name: 'Backup', scopes: ['read'] })
    const signOut = () => call.tokens.revoke({ tokenId: view.id })
    return { headers: { authorization: `Bearer ${token}` }, sessionHash: view.id, signOut }
  }
  if (kind === 'cookie') {
    const { cookie, actor } = await sessions.start(id)
    const headers = { cookie: cookie.split(';')[0] ?? '', origin: url }
    return { headers, sessionHash: actor.sessionHash, signOut: logOut(headers) }
  }
  const actor = await sessions.startProgram(id, { label: 'bot' })
  const headers = { authorization: `Bearer ${(await accessTokens.sign(actor)).accessToken}` }
  const search = kind === 'ticket' ? `?ticket=${await tickets.make(actor)}` : ''
  return { headers, search, sessionHash: actor.sessionHash, signOut: logOut(headers) }
}

type Listener = Awaited<ReturnType<typeof listen>>

/** The last moment at which the session was still seen in the database. */
async function endOf({ open }: Place, { sessionHash }: Listener): Promise<number> {
  for (let seenAt = performance.now(); ; await sleep(25)) {
    const askedAt = performance.now()
    if ((await open.world.sessions.listEnded([sessionHash])).includes(sessionHash)) return seenAt
    seenAt = askedAt
  }
}

const untilTheyHear = ({ events }: Listener) =>
  vi.waitFor(() => expect(events.some(({ type }) => type === 'message.created')).toBe(true), 10_000)

/** So that there is always something a socket could still be given. */
function keepTalking(person: Person, id: ConversationId): () => Promise<void> {
  let isOver = false
  const talking = (async () => {
    for (let n = 1; !isOver; n++) {
      await say(person, id, `message ${n}`)
      await sleep(20)
    }
  })()
  const stop = async () => {
    isOver = true
    await talking
  }
  onTestFinished(stop)
  return stop
}

const at = (share: number, values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN

function print(what: string, lateness: number[]): void {
  const ms = (share: number) => `${Math.round(at(share, lateness))} ms`
  process.stdout.write(`${what}: ${lateness.length} trials, p50 ${ms(0.5)}, p99 ${ms(0.99)}\n`)
}
