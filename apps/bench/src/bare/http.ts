import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveParent } from '../load/parent.ts'

const handlers = {
  /** Node's own HTTP server, which answers everything with the same bytes. */
  async listen({ bytes }: { bytes: number }): Promise<number> {
    const body = Buffer.alloc(bytes, 'x')
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes })
      response.end(body)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  },
}

export type BareHttp = typeof handlers

serveParent(handlers)
