import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

type Way = 'up' | 'down'

/** A TCP wire to a real server that can be cut (connections refused) or stalled (bytes stop), and mended. */
export type Wire = {
  url: string
  cut(): Promise<void>
  stall(): void
  /** From now on what is there carries nothing these ways, not even its end. New connections are as ever. */
  lose(...ways: Way[]): void
  mend(): Promise<void>
  close(): Promise<void>
}

/** @param target address of the real server; `url` is the same address by way of the wire. */
export async function createWire(target: string): Promise<Wire> {
  const sockets = new Set<Socket>()
  const paths = new Set<Set<Way>>()
  let isStalled = false

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // The other side of a cut wire; what it causes is what the test looks at.
    socket.on('error', () => socket.destroy())
  }
  const join = (near: Socket) => {
    const far = connect(Number(new URL(target).port), new URL(target).hostname)
    const lost = new Set<Way>()
    paths.add(lost)
    for (const [from, to, way] of [
      [near, far, 'up'],
      [far, near, 'down'],
    ] as const) {
      keep(from)
      from.on('data', (bytes) => void (isStalled || lost.has(way) || to.write(bytes)))
      from.on('close', () => void (lost.has(way) || to.destroy()))
    }
  }

  let server = createServer(join)
  await listen(server, 0)
  const { port } = addressOf(server)
  const cut = async () => {
    await new Promise((resolve) => {
      server.close(resolve)
      for (const socket of sockets) socket.destroy()
    })
  }
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(port)

  return {
    url: url.href,
    cut,
    stall: () => {
      isStalled = true
    },
    lose: (...ways) => {
      for (const lost of paths) for (const way of ways) lost.add(way)
    },
    mend: async () => {
      isStalled = false
      if (server.listening) return
      server = createServer(join)
      await listen(server, port)
    },
    close: cut,
  }
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The wire has no port')
  return address
}
