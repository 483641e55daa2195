import { once } from 'node:events'
import { WebSocket } from 'ws'
import { allowedWith, type Answer, type Call, type Door, type ErrorShape, refusedWith } from './door.ts'

type Frame = { id: unknown; error?: ErrorShape; result?: { type: string; data?: unknown } }

/** What an upgrade that is refused for want of a session says, in the words of the other doors. */
const REFUSED_UPGRADES: Record<number, string> = { 401: 'auth.signed_out' }

/** A socket for everybody who asks, kept until it closes. */
export function socketDoor({
  url,
  wsUrl,
}: {
  url: string
  wsUrl: string
}): Door & { close(headers: Call['headers']): void; closeAll(): void } {
  const sockets = new Map<string, WebSocket>()
  let id = 0

  const keyOf = (headers: Call['headers']) => JSON.stringify(headers)

  async function socketOf(headers: Call['headers']): Promise<WebSocket | number> {
    const key = keyOf(headers)
    const known = sockets.get(key)
    if (known?.readyState === WebSocket.OPEN) return known
    const socket = new WebSocket(`${wsUrl}/trpc`, { headers: { origin: url, ...headers } })
    const opened = await outcomeOf(socket)
    if (opened === socket) sockets.set(key, socket)
    return opened
  }

  return {
    name: 'socket',
    async ask({ path, type, headers, input }) {
      const socket = await socketOf(headers)
      if (typeof socket === 'number')
        return { code: REFUSED_UPGRADES[socket] ?? `status ${socket}`, said: '' }
      id += 1
      socket.send(JSON.stringify({ id, method: type, params: { path, input } }))
      const answer = await answerTo(socket, id)
      if (type === 'subscription') socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
      return answer
    },
    close(headers) {
      sockets.get(keyOf(headers))?.terminate()
      sockets.delete(keyOf(headers))
    },
    closeAll() {
      for (const socket of sockets.values()) socket.terminate()
      sockets.clear()
    },
  }
}

/** The socket when it is let in, else the status of the refusal. */
const outcomeOf = (socket: WebSocket) =>
  new Promise<WebSocket | number>((resolve) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    // What it says is in the response.
    socket.on('error', () => {})
  })

async function answerTo(socket: WebSocket, id: number): Promise<Answer> {
  for (;;) {
    const [message] = (await once(socket, 'message')) as [Buffer]
    const text = message.toString()
    const { id: answered, error, result } = JSON.parse(text) as Frame
    if (answered !== id || result?.type === 'started') continue
    return error ? refusedWith(error) : allowedWith(text)
  }
}
