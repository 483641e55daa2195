import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection that asks the same thing again and again, and reads just enough of the answer to know its end. */
export async function openHttp(origin: string, path: string, cookie: string) {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  const request = Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\n\r\n`,
  )
  return {
    ask: () => answerTo(socket, request),
    close: () => void socket.destroy(),
  }
}

export type HttpAnswer = { status: number; bytes: number; readBody(): string }

function answerTo(socket: Socket, request: Buffer): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const settle = (act: () => void) => {
      socket.off('data', onData)
      socket.off('close', onClose)
      act()
    }
    const onClose = () =>
      settle(() => reject(new Error('The connection was closed before the answer was whole')))
    const onData = (data: Buffer) => {
      received = received.length === 0 ? data : Buffer.concat([received, data])
      const answer = wholeAnswer(received)
      if (answer) settle(() => resolve(answer))
    }
    socket.on('data', onData)
    socket.on('close', onClose)
    socket.write(request)
  })
}

const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

/** Nothing while more is to come. */
export function wholeAnswer(received: Buffer): HttpAnswer | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const [, length] = /^content-length: (\d+)/im.exec(head) ?? []
  const bytes = received.length - headEnd - 4
  const isWhole =
    length === undefined ? received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) : bytes >= Number(length)
  if (!isWhole) return undefined
  return {
    status: Number(head.slice(9, 12)),
    bytes,
    readBody: () => received.toString('utf8', headEnd + 4),
  }
}
