import { createSocket, type Socket } from 'node:dgram'

/**
 * Stands before a UDP server as the router of a home stands before the world: the server sees an address of the
 * router, another one for each who asks.
 */
export async function startRouter({ port, to }: { port: number; to: number }): Promise<{ stop(): void }> {
  const outside = new Map<string, Socket>()
  const inside = createSocket('udp4')
  inside.on('message', (message, { address, port: from }) => {
    const known = outside.get(`${address} ${from}`)
    const socket = known ?? createSocket('udp4')
    if (!known) socket.on('message', (answer) => inside.send(answer, from, address))
    outside.set(`${address} ${from}`, socket)
    socket.send(message, to, '127.0.0.1')
  })
  await new Promise<void>((resolve, reject) => {
    inside.once('error', reject)
    inside.bind(port, '127.0.0.1', resolve)
  })
  return {
    stop: () => {
      inside.close()
      for (const socket of outside.values()) socket.close()
    },
  }
}
