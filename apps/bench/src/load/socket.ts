import { once } from 'node:events'
import { WebSocket } from 'ws'

/** How to reach a server, the product's or a bare one. */
export type Target = { url: string; origin: string }

/** Speaks tRPC by hand: its own client would cost the generator more than the server spends. */
export async function openSocket({ url, origin }: Target, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(url, {
    origin,
    headers: { cookie },
    perMessageDeflate: false,
    skipUTF8Validation: true,
  })
  await once(socket, 'open')
  socket.on('error', (error) => process.stderr.write(`A socket of the generator broke: ${error.message}\n`))
  return socket
}

const PING = Buffer.from('PING')

/** Answers the server's pings and hands on everything else. */
export function onFrame(socket: WebSocket, handle: (frame: Buffer) => void): void {
  socket.on('message', (frame: Buffer) => {
    if (frame.equals(PING)) socket.send('PONG')
    else handle(frame)
  })
}

export const subscription = (id: number, path: string) =>
  JSON.stringify({ id, method: 'subscription', params: { path } })

export const mutation = (id: number, path: string, input: unknown) =>
  `{"id":${id},"method":"mutation","params":{"path":"${path}","input":${JSON.stringify(input)}}}`

export const query = (id: number, path: string, input: unknown) =>
  `{"id":${id},"method":"query","params":{"path":"${path}","input":${JSON.stringify(input)}}}`

const ID = /^\{"id":(\d+)/

/** The request an answer belongs to, and whether it was refused. */
export function readAnswer(frame: Buffer): { id: number; isRefused: boolean } {
  const head = frame.toString('latin1', 0, Math.min(40, frame.length))
  return { id: Number(ID.exec(head)?.[1] ?? Number.NaN), isRefused: head.includes('"error"') }
}
