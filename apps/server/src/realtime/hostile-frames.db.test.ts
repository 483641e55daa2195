import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { closeCodeOf, openSocket, startProcess } from '../testing/process.ts'

const world = await openTestWorld()
const here = await startProcess(world)

/** A connection on which any bytes can be sent once the upgrade is through. */
async function openRaw(): Promise<{ socket: Socket; closed: Promise<number | undefined> }> {
  const { cookie } = await world.person('Ada')
  const socket = connect(here.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const key = randomBytes(16).toString('base64')
  const head = [
    'GET /trpc HTTP/1.1',
    `Host: 127.0.0.1:${here.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
  ]
  const about = [
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
    `Origin: ${here.url}`,
    `Cookie: ${cookie}`,
  ]
  socket.write(`${[...head, ...about].join('\r\n')}\r\n\r\n`)
  const upgraded = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
  expect(upgraded.toString()).toMatch(/^HTTP\/1\.1 101 /)
  const received: Buffer[] = []
  socket.on('data', (bytes: Buffer) => void received.push(bytes)).on('error', () => socket.destroy())
  const closed = new Promise<number | undefined>((resolve) => {
    socket.on('close', () => resolve(closeCodeIn(Buffer.concat(received))))
  })
  return { socket, closed }
}

const CLOSE = 0x88

/** The code of a close frame that ends what was received. */
function closeCodeIn(bytes: Buffer): number | undefined {
  const at = bytes.lastIndexOf(CLOSE)
  return at === -1 || at + 4 > bytes.length ? undefined : bytes.readUInt16BE(at + 2)
}

const frame = (firstByte: number, payload: Buffer | string, isMasked = true) => {
  const bytes = Buffer.from(payload)
  const head = Buffer.from([firstByte, (isMasked ? 0x80 : 0) | bytes.length])
  // A mask of zeros leaves the bytes as they are.
  return isMasked ? Buffer.concat([head, Buffer.alloc(4), bytes]) : Buffer.concat([head, bytes])
}

const ASK = '{"id":1,"method":"query","params":{"path":"auth.me"}}'

/** RFC 6455: 1002 for what breaks the protocol, 1007 for text that is no text. */
const hostile: [string, number, Buffer][] = [
  ['not masked', 1002, frame(0x81, ASK, false)],
  ['with the first reserved bit, as compressed ones have it', 1002, frame(0xc1, ASK)],
  ['with the second reserved bit', 1002, frame(0xa1, ASK)],
  ['with the third reserved bit', 1002, frame(0x91, ASK)],
  ['of a kind that is not known', 1002, frame(0x83, ASK)],
  ['of a control kind that is not known', 1002, frame(0x8b, '')],
  ['that goes on with nothing', 1002, frame(0x80, ASK)],
  ['that begins anew within another', 1002, Buffer.concat([frame(0x01, 'a'), frame(0x81, ASK)])],
  ['that is a ping in pieces', 1002, frame(0x09, 'a')],
  ['that closes with one byte', 1002, frame(0x88, 'a')],
  ['that closes with a code nobody may use', 1002, frame(0x88, Buffer.from([0x03, 0xed]))],
  ['of bytes that are no text', 1007, frame(0x81, Buffer.from([0xc3, 0x28]))],
  ['of text that is cut within a sign', 1007, frame(0x81, Buffer.from([0xe2, 0x82]))],
  ['that closes with words that are no text', 1007, frame(0x88, Buffer.from([0x03, 0xe8, 0xc3, 0x28]))],
]

describe('a frame', () => {
  test('as it should be is answered', async () => {
    const { socket } = await openRaw()
    const answer = new Promise<Buffer>((resolve) => socket.once('data', resolve))
    socket.write(frame(0x81, ASK))
    expect((await answer).toString()).toContain('"id":1')
  })

  test.each(hostile)('%s closes the socket with %i', async (_name, code, bytes) => {
    const { socket, closed } = await openRaw()
    socket.write(bytes)
    expect(await closed).toBe(code)
  })

  test('that says to be larger than it may is not waited for', async () => {
    const { socket, closed } = await openRaw()
    const size = Buffer.alloc(8)
    size.writeBigUInt64BE(2n ** 40n)
    socket.write(Buffer.concat([Buffer.from([0x81, 0xff]), size, Buffer.alloc(4), Buffer.from('{')]))
    expect(await closed).toBe(1009)
  })
})

/** A socket, and the answers it gets. */
async function talk() {
  const { cookie } = await world.person('Ada')
  const { socket } = await openSocket(here, { cookie, origin: here.url })
  const answers: string[] = []
  socket.on('message', (text: Buffer) => void answers.push(text.toString()))
  return { socket, answers, code: closeCodeOf(socket) }
}

const send = (socket: WebSocket, frame: unknown) => socket.send(JSON.stringify(frame))
const query = (id: number) => ({ id, method: 'query', params: { path: 'auth.me' } })
const listen = (id: number) => ({ id, method: 'subscription', params: { path: 'me.events' } })

describe('one socket may ask for', () => {
  test('twenty things in a frame, and one more closes it', async () => {
    const [good, bad] = [await talk(), await talk()]
    send(
      good.socket,
      Array.from({ length: 20 }, (_, id) => query(id)),
    )
    await vi.waitFor(() => expect(good.answers).toHaveLength(20))
    send(
      bad.socket,
      Array.from({ length: 21 }, (_, id) => query(id)),
    )
    expect(await bad.code).toBe(1008)
    expect(bad.answers).toEqual([])
  })

  test('fifty subscriptions, and one more closes it', async () => {
    const { socket, answers, code } = await talk()
    for (let id = 0; id < 50; id++) send(socket, listen(id))
    await vi.waitFor(() => expect(answers.filter((text) => text.includes('"started"'))).toHaveLength(50))
    send(socket, listen(50))
    expect(await code).toBe(1008)
    await vi.waitFor(() => expect(world.world.hub.count().people).toBe(0), 3000)
  })

  test('the same subscription twice by one id is one', async () => {
    const { socket, answers } = await talk()
    for (let n = 0; n < 100; n++) send(socket, listen(1))
    await vi.waitFor(() => expect(answers.join()).toContain('"started"'))
    send(socket, query(2))
    await vi.waitFor(() => expect(answers.join()).toContain('"id":2'))
    expect(socket.readyState).toBe(socket.OPEN)
    expect(world.world.hub.count().people).toBe(1)
  })

  test('many subscriptions one after the other, of which nothing stays', async () => {
    const { socket, answers } = await talk()
    const text = () => answers.join('\n')
    for (let id = 0; id < 120; id++) {
      send(socket, listen(id))
      await vi.waitFor(() => expect(text()).toContain(`{"id":${id},"result":{"type":"started"}}`), SOON)
      send(socket, { id, method: 'subscription.stop' })
      await vi.waitFor(() => expect(text()).toContain(`{"id":${id},"result":{"type":"stopped"}}`), SOON)
    }
    send(socket, query(1000))
    await vi.waitFor(() => expect(answers.join()).toContain('"id":1000'))
    socket.terminate()
    await vi.waitFor(() => expect(world.world.hub.count().people).toBe(0), 3000)
  })
})

/** Looked at often: there is a lot to wait for. */
const SOON = { timeout: 5000, interval: 5 }

test('a flood of pings costs others nothing', async () => {
  const [flooding, other] = [await talk(), await talk()]
  const before = process.memoryUsage().rss
  for (let n = 0; n < 20_000; n++) flooding.socket.ping('x'.repeat(125))
  send(other.socket, query(1))
  await vi.waitFor(() => expect(other.answers).toHaveLength(1), 3000)
  // The test's own side of the socket is in it too.
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
})
