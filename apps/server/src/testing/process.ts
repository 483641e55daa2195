import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AppRouter } from '@chatterly/domain/router'
import type { TestWorld } from '@chatterly/testing/test-world'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { afterAll, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startServer } from '../server.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../../packages/db/migrations', import.meta.url))

/** For a server whose address is not where it listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A server over a world, stopped after the file. */
export async function startProcess(open: TestWorld, port = 0) {
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-server-'))
  const env = { ...open.env, PORT: port, CHATTERLY_DATA_DIR: dataDir, SHUTDOWN_GRACE_MS: 500 }
  const server = await startServer({ env, open, migrations: MIGRATIONS })
  afterAll(() => server.stop())
  return {
    open,
    port: Number(new URL(server.url).port),
    server,
    url: server.url,
    wsUrl: server.url.replace('http', 'ws'),
  }
}

/** A browser page of the server's own origin: keeps cookies, sends its origin. */
export async function signUp({ url }: { url: string }) {
  const name = `u${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${name}@example.com`, username: name, password: 'long enough' }
  const response = await post({ url }, 'auth.register', account, { origin: url })
  if (!response.ok) throw new Error(await response.text())
  const setCookie = response.headers.get('set-cookie') ?? ''
  return { setCookie, cookie: setCookie.split(';')[0] ?? '' }
}

export const post = (
  { url }: { url: string },
  path: string,
  input: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(`${url}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  })

/** Opens a socket as a page of the server would; the status is 101 when it is let in. */
export function openSocket({ wsUrl }: { wsUrl: string }, headers: Record<string, string>, search = '') {
  const socket = new WebSocket(`${wsUrl}/trpc${search}`, { headers })
  onTestFinished(() => socket.terminate())
  return new Promise<{ socket: WebSocket; status: number }>((resolve) => {
    socket.on('open', () => resolve({ socket, status: 101 }))
    socket.on('unexpected-response', (_request, response) =>
      resolve({ socket, status: response.statusCode ?? 0 }),
    )
    // What it says is in the response or the close code.
    socket.on('error', () => {})
  })
}

export const closeCodeOf = (socket: WebSocket) =>
  new Promise<number>((resolve) => socket.on('close', resolve))

/** Everything over one socket, as a program of somebody else's would do it. */
export function clientOf(cookie: string, { url, wsUrl }: { url: string; wsUrl: string }) {
  const headers = { cookie, origin: url }
  class SocketWithCookie extends WebSocket {
    constructor(address: string) {
      super(address, { headers })
    }
  }
  const wsClient = createWSClient({
    url: `${wsUrl}/trpc`,
    WebSocket: SocketWithCookie as unknown as typeof globalThis.WebSocket,
  })
  onTestFinished(() => wsClient.close())
  return createTRPCClient<AppRouter>({ links: [wsLink({ client: wsClient })] })
}
