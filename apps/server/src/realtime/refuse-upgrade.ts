import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { PLAIN_HEADERS } from '../headers.ts'

const REASONS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const

/** Answers a request for a WebSocket with a status instead, before anything is opened. */
export function refuseUpgrade(socket: Duplex, status: keyof typeof REASONS, words = ''): void {
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(words)}`,
    ...PLAIN_HEADERS,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${words}`)
}

/** For a process without the role `realtime`. Left alone, the upgrade would be answered as an ordinary request. */
export function refuseUpgrades(http: Server): void {
  http.on('upgrade', (_request, socket) => {
    // Nothing depends on how a refused connection ends.
    socket.on('error', () => socket.destroy())
    refuseUpgrade(socket, 404, 'This server takes no WebSockets: its SERVER_ROLES leave out realtime.\n')
  })
}
