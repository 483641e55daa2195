import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { TcpProxy, type Watches } from './tcp-proxy.ts'

/** A server that answers with what it hears, in capitals, and a proxy before it. */
async function proxied(onConnection?: () => Watches) {
  const heard: string[] = []
  const peers = new Set<Socket>()
  const server = createServer((socket) => {
    peers.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => peers.delete(socket))
    socket.on('data', (bytes) => {
      heard.push(bytes.toString())
      socket.write(bytes.toString().toUpperCase())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const proxy = await TcpProxy.listen({
    name: 'wire',
    random: seededRandom(1),
    targetPort: () => port,
    ...(onConnection && { onConnection }),
  })
  onTestFinished(async () => {
    await proxy.close()
    server.close()
  })
  return { proxy, heard, peers }
}

async function dial(port: number) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  onTestFinished(() => void socket.destroy())
  const answers: { text: string; at: number }[] = []
  socket.on('data', (bytes) => answers.push({ text: bytes.toString(), at: performance.now() }))
  const all = () => answers.map(({ text }) => text).join('')
  const until = async (text: string) => {
    while (all() !== text) await sleep(2)
  }
  return { socket, answers, all, until }
}

test('a clear wire passes everything on', async () => {
  const { proxy } = await proxied()
  const { socket, until } = await dial(proxy.port)
  socket.write('hello')
  await until('HELLO')
  expect(proxy.connectionCount()).toBe(1)
})

test('latency, jitter and slices delay and cut, and keep the order', async () => {
  const { proxy, heard } = await proxied()
  const { socket, until } = await dial(proxy.port)
  socket.write('a')
  await until('A')
  proxy.shape({ latencyMs: 40, jitterMs: 30, sliceBytes: 4 })
  const startedAt = performance.now()
  socket.write('bcdefghijklm')
  socket.write('nop')
  await until('ABCDEFGHIJKLMNOP')
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(80)
  expect(heard.length).toBeGreaterThan(2)
})

test('a thin wire takes its time', async () => {
  const { proxy } = await proxied()
  proxy.shape({ bytesPerSecond: 1000, sliceBytes: 20 })
  const { socket, until } = await dial(proxy.port)
  const startedAt = performance.now()
  socket.write('x'.repeat(100))
  await until('X'.repeat(100))
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(100)
})

test('held one way, the other still passes; what was held arrives after the release', async () => {
  const { proxy, heard } = await proxied()
  const { socket, until, all } = await dial(proxy.port)
  socket.write('a')
  await until('A')
  proxy.hold('down')
  socket.write('b')
  while (heard.length < 2) await sleep(2)
  await sleep(30)
  expect(all()).toBe('A')
  proxy.release()
  await until('AB')
})

test('held both ways, new connections wait as well', async () => {
  const { proxy, peers } = await proxied()
  proxy.hold()
  const { socket, until } = await dial(proxy.port)
  socket.write('late')
  await sleep(30)
  expect(peers.size).toBe(0)
  proxy.release()
  await until('LATE')
})

test('a reset ends both sides at once', async () => {
  const { proxy, peers } = await proxied()
  const { socket, until } = await dial(proxy.port)
  socket.write('a')
  await until('A')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  proxy.reset()
  await closed
  while (peers.size > 0) await sleep(2)
})

test('a line that vanished tells neither side, and the other side’s end is noticed', async () => {
  const { proxy, peers } = await proxied()
  const { socket, until, all } = await dial(proxy.port)
  socket.write('a')
  await until('A')
  const vanished = proxy.vanish()
  socket.write('b')
  await sleep(30)
  expect([all(), socket.destroyed, vanished.isNoticedByAll()]).toEqual(['A', false, false])
  for (const peer of peers) peer.destroy()
  while (!vanished.isNoticedByAll()) await sleep(2)
  expect(socket.destroyed).toBe(false)
  const again = await dial(proxy.port)
  again.socket.write('c')
  await again.until('C')
})

test('whoever watches may keep bytes back', async () => {
  const seen: string[] = []
  const { proxy } = await proxied(() => ({
    down: (bytes) => {
      seen.push(bytes.toString())
      return false
    },
  }))
  const { socket, all, until } = await dial(proxy.port)
  socket.write('a')
  while (seen.length === 0) await sleep(2)
  await sleep(20)
  expect(all()).toBe('')
  proxy.release()
  await until('A')
})
