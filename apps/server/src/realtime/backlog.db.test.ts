import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { closeCodeOf, openSocket, startProcess } from '../testing/process.ts'

const BOUND_BYTES = 24_000_000
/** Answers of about a megabyte and a half; the system itself keeps some megabytes of a connection nobody reads. */
const MESSAGES = 100
const [MUCH, LITTLE] = [40, 10]

const world = await openTestWorld()
const here = await startProcess({ ...world, env: { ...world.env, SOCKET_BACKLOG_BYTES: BOUND_BYTES } })

test('above the bound of the process the worst reader is closed, and nobody else notices', async () => {
  const ada = await here.open.person('Ada')
  const id = await conversationOf(ada, [], 'channel')
  await Promise.all(Array.from({ length: MESSAGES }, () => say(ada, id, 'x'.repeat(7900))))
  const { cookie } = await here.open.world.sessions.start(ada.id)
  const connect = async () =>
    (await openSocket(here, { cookie: cookie.split(';')[0] ?? '', origin: here.url })).socket
  const [worst, slow, quick] = [await connect(), await connect(), await connect()]
  const [answersOfSlow, answersOfQuick] = [countAnswers(slow), countAnswers(quick)]
  for (const socket of [worst, quick])
    socket.send(JSON.stringify({ id: 'me', method: 'subscription', params: { path: 'me.events' } }))
  await vi.waitFor(() => expect(here.open.world.hub.count().people).toBe(2))

  slow.pause()
  askForHistory(slow, id, LITTLE)
  worst.pause()
  askForHistory(worst, id, MUCH)
  await vi.waitFor(() => expect(here.open.world.hub.count().people).toBe(1), 10_000)
  await say(ada, id, 'still here')
  await vi.waitFor(() => expect(answersOfQuick.texts.some((text) => text.includes('still here'))).toBe(true))

  slow.resume()
  await vi.waitFor(() => expect(answersOfSlow.histories()).toBe(LITTLE), 10_000)
  expect([slow.readyState, quick.readyState]).toEqual([slow.OPEN, quick.OPEN])
  const code = closeCodeOf(worst)
  worst.resume()
  // What tells why stands behind all it has not read.
  expect([1006, 4008]).toContain(await code)
}, 60_000)

function askForHistory(socket: WebSocket, conversationId: string, times: number): void {
  const call = (id: number) => ({
    id,
    method: 'query',
    params: { path: 'messages.list', input: { conversationId, limit: MESSAGES } },
  })
  const calls = Array.from({ length: times }, (_, n) => call(n))
  for (let at = 0; at < times; at += 20) socket.send(JSON.stringify(calls.slice(at, at + 20)))
}

function countAnswers(socket: WebSocket) {
  const texts: string[] = []
  socket.on('message', (text: Buffer) => texts.push(text.toString()))
  return { texts, histories: () => texts.filter((text) => text.length > 500_000).length }
}
