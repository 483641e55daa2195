import { openTestWorld } from '@chatterly/testing/test-world'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { clientOf, openSocket, post, signUp } from './testing/process.ts'
import { startProgram } from './testing/program.ts'

const world = await openTestWorld()

describe('two programs that share the work', { timeout: 60_000 }, () => {
  test('each take their part and say so about the rest; both are alive and ready', async () => {
    const [requests, sockets] = await Promise.all([
      startProgram(world, { SERVER_ROLES: 'http' }),
      startProgram(world, { SERVER_ROLES: 'realtime' }),
    ])
    for (const program of [requests, sockets]) {
      expect((await fetch(`${program.url}/livez`)).status).toBe(200)
      expect((await fetch(`${program.url}/readyz`)).status).toBe(200)
    }

    const { cookie } = await signUp(requests)
    const me = await clientOf(cookie, sockets).users.me.query()
    expect(me.email).toContain('@')

    expect((await openSocket(requests, { cookie, origin: requests.url })).status).toBe(404)
    expect(await wordsOfRefusal(requests.url)).toBe(
      'This server takes no WebSockets: its SERVER_ROLES leave out realtime.\n',
    )
    for (const path of ['/', '/trpc/auth.me', '/nothing.png']) {
      const answer = await fetch(`${sockets.url}${path}`)
      expect(answer.status).toBe(426)
      expect(answer.headers.get('upgrade')).toBe('websocket')
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(await answer.json()).toEqual({
        error: { message: 'This server takes WebSockets only: its SERVER_ROLES leave out http.' },
      })
    }
    expect((await post(sockets, 'auth.logout', undefined, { cookie, origin: sockets.url })).status).toBe(426)
    expect((await openSocket(sockets, { cookie, origin: sockets.url })).status).toBe(101)
  })
})

/** What a refused upgrade says, which WebSocket clients do not show. */
const wordsOfRefusal = (url: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request(`${url}/trpc`, { headers: { connection: 'Upgrade', upgrade: 'websocket' } })
    asked.on('response', (response) => {
      response.setEncoding('utf8').on('data', resolve)
    })
    asked.on('error', reject)
    asked.end()
  })
