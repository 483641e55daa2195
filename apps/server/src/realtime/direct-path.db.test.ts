import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { describe, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { closeCodeOf, openSocket, startProcess } from '../testing/process.ts'

const world = await openTestWorld()
// As many calls as it takes, but the real limits of sockets.
const here = await startProcess({ ...world, env: { ...world.env, RATE_LIMIT_SCALE: 1 } })

/** Somebody alone in a channel, and a socket of theirs written by hand from the protocol's page. */
async function alone() {
  const person = await here.open.person('Ada')
  const { cookie } = await here.open.world.sessions.start(person.id)
  const id = await conversationOf(person, [], 'channel')
  const open = () => openSocket(here, { cookie: cookie.split(';')[0] ?? '', origin: here.url })
  const connect = async () => (await open()).socket
  const refused = async () => (await open()).status
  return { id, say: (body: string) => say(person, id, body), connect, refused }
}

type Frame = { id: number; result: { type: string; id?: string; data?: unknown } }

function listenOn(socket: WebSocket): Frame[] {
  const frames: Frame[] = []
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame))
  return frames
}

const subscribe = (socket: WebSocket, id: number, path: string, input?: object) =>
  socket.send(JSON.stringify({ id, method: 'subscription', params: { path, input } }))

const seqsOf = (frames: Frame[], request: number) =>
  frames
    .filter((frame) => frame.id === request && frame.result.type === 'data')
    .flatMap(({ result: { data } }) => {
      const item = data as { events?: { seq: number }[]; data?: { seq: number } }
      return item.events?.map((event) => event.seq) ?? (item.data ? [item.data.seq] : [])
    })

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

test('many subscriptions of one socket get everything, in order, once, as the protocol frames it', async () => {
  const { id, say, connect } = await alone()
  const socket = await connect()
  const frames = listenOn(socket)
  subscribe(socket, 1, 'me.events')
  subscribe(socket, 2, 'conversations.events', { conversationId: id, after: 0 })
  subscribe(socket, 3, 'conversations.events', { conversationId: id, after: 0 })
  await vi.waitFor(() => expect(seqsOf(frames, 2)).toEqual([1]))
  await vi.waitFor(() =>
    expect(frames.some((frame) => frame.id === 1 && frame.result.type === 'data')).toBe(true),
  )
  await Promise.all(range(1, 120).map((n) => say(`message ${n} ${'ä'.repeat(n)}`)))
  await vi.waitFor(() => expect(seqsOf(frames, 1)).toEqual(range(2, 121)), 5000)
  for (const request of [2, 3]) {
    await vi.waitFor(() => expect(seqsOf(frames, request)).toEqual(range(1, 121)), 5000)
  }
  const tracked = frames.filter((frame) => frame.id === 2 && frame.result.type === 'data')
  for (const { result } of tracked) expect(result.data).toMatchObject({ id: result.id })
  expect(tracked.at(-1)?.result.id).toMatch(/^[0-9a-f-]{36}:121$/)
})

test('a stopped subscription is silent, the others go on', async () => {
  const { id, say, connect } = await alone()
  const socket = await connect()
  const frames = listenOn(socket)
  subscribe(socket, 1, 'conversations.events', { conversationId: id, after: 0 })
  subscribe(socket, 2, 'conversations.events', { conversationId: id, after: 0 })
  await vi.waitFor(() => expect([...seqsOf(frames, 1), ...seqsOf(frames, 2)]).toEqual([1, 1]))
  socket.send(JSON.stringify({ id: 1, method: 'subscription.stop' }))
  await vi.waitFor(() =>
    expect(frames.some((frame) => frame.id === 1 && frame.result.type === 'stopped')).toBe(true),
  )
  await say('after')
  await vi.waitFor(() => expect(seqsOf(frames, 2)).toEqual([1, 2]))
  expect(seqsOf(frames, 1)).toEqual([1])
})

describe('what one socket may ask for', () => {
  test('twenty calls in a frame, not more', async () => {
    const { connect } = await alone()
    const calls = (many: number) =>
      JSON.stringify(range(1, many).map((id) => ({ id, method: 'query', params: { path: 'auth.me' } })))
    const [good, bad] = [await connect(), await connect()]
    const frames = listenOn(good)
    good.send(calls(20))
    await vi.waitFor(() => expect(frames).toHaveLength(20))
    const code = closeCodeOf(bad)
    bad.send(calls(21))
    expect(await code).toBe(1008)
  })

  test('fifty subscriptions, not more; ended ones do not count', async () => {
    const { connect } = await alone()
    const socket = await connect()
    const frames = listenOn(socket)
    const started = () => frames.filter((frame) => frame.result.type === 'started').length
    for (const id of range(1, 50)) subscribe(socket, id, 'me.events')
    await vi.waitFor(() => expect(started()).toBe(50))
    socket.send(JSON.stringify({ id: 7, method: 'subscription.stop' }))
    await vi.waitFor(() => expect(frames.some((frame) => frame.result.type === 'stopped')).toBe(true))
    subscribe(socket, 51, 'me.events')
    await vi.waitFor(() => expect(started()).toBe(51))
    const code = closeCodeOf(socket)
    subscribe(socket, 52, 'me.events')
    expect(await code).toBe(1008)
  })

  test('a person has so many sockets, and room again when one goes', async () => {
    const { connect, refused } = await alone()
    const sockets = await Promise.all(range(1, 50).map(connect))
    expect(await refused()).toBe(429)
    const gone = closeCodeOf(sockets[0] ?? (await connect()))
    sockets[0]?.terminate()
    await gone
    await vi.waitFor(async () => expect(await refused()).toBe(101))
  })
})

describe('a slow reader', () => {
  /** More than the operating system keeps for a connection nobody reads. */
  async function flood(say: (body: string) => Promise<unknown>) {
    for (let round = 0; round < 40; round++) await Promise.all(range(1, 50).map(() => say('x'.repeat(7900))))
  }

  test('is paused, reads on from the log without a hole, and delays nobody', async () => {
    const { id, say, connect } = await alone()
    const [slow, quick] = [await connect(), await connect()]
    const [slowFrames, quickFrames] = [listenOn(slow), listenOn(quick)]
    for (const socket of [slow, quick])
      subscribe(socket, 1, 'conversations.events', { conversationId: id, after: 0 })
    await vi.waitFor(() => expect([...seqsOf(slowFrames, 1), ...seqsOf(quickFrames, 1)]).toEqual([1, 1]))
    slow.pause()
    await flood(say)
    await vi.waitFor(() => expect(seqsOf(quickFrames, 1)).toEqual(range(1, 2001)), 5000)
    expect(seqsOf(slowFrames, 1).length).toBeLessThan(2001)
    slow.resume()
    await vi.waitFor(() => expect(seqsOf(slowFrames, 1)).toEqual(range(1, 2001)), 10_000)
  }, 60_000)

  test('that never reads is closed with 4008 and leaves nothing behind', async () => {
    const { id, say, connect } = await alone()
    const stuck = await connect()
    const frames = listenOn(stuck)
    subscribe(stuck, 1, 'conversations.events', { conversationId: id, after: 0 })
    await vi.waitFor(() => expect(seqsOf(frames, 1)).toEqual([1]))
    const before = here.open.world.hub.count().followers
    stuck.pause()
    await flood(say)
    await vi.waitFor(() => expect(here.open.world.hub.count().followers).toBe(before - 1), 20_000)
    const code = closeCodeOf(stuck)
    stuck.resume()
    expect([1006, 4008]).toContain(await code)
  }, 60_000)
})
