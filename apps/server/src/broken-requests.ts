import { type Server, STATUS_CODES } from 'node:http'
import { PLAIN_HEADERS } from './headers.ts'

const STATUS_BY_CODE: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** What is no HTTP is answered as Node answers it, and with the headers of every other answer; then it is cut off. */
export function answerBrokenRequests(http: Server): void {
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    const status = STATUS_BY_CODE[error.code ?? ''] ?? 400
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Connection: close', 'Content-Length: 0']
    socket.end(`${[...head, ...PLAIN_HEADERS].join('\r\n')}\r\n\r\n`)
  })
}
