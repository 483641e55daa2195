import { existsSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createSessionStore } from '@chatterly/domain/auth/session-store'
import { createSessions } from '@chatterly/domain/auth/sessions'
import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { procedures } from '../testing/procedures.ts'
import { freePort, signUp, startProcess } from '../testing/process.ts'

const world = await openTestWorld({ settings: { PUBLIC_URL: 'https://chat.example.org' } })
const port = await freePort()
await startProcess(world, port)
// Its address is the public one; this is where it listens.
const url = `http://127.0.0.1:${port}`
const plain = await startProcess(await openTestWorld({ databaseUrl: world.env.DATABASE_URL }))

const ASSETS = fileURLToPath(new URL('../../../web/dist/assets', import.meta.url))
const assets = existsSync(ASSETS)
  ? readdirSync(ASSETS)
      .slice(0, 3)
      .map((name) => `/assets/${name}`)
  : []

const pages = [
  '/',
  '/livez',
  '/readyz',
  '/c/somewhere',
  '/favicon.ico',
  '/nothing.png',
  '/assets/nothing.js',
  '/assets/../../package.json',
  '/%E0%A4%A',
  '/.env',
  '/trpc',
  '/trpc/nothing',
  '/trpc/constructor',
  '/trpc/auth.me?batch=1&input=nonsense',
  '/api',
  '/api/v1',
  '/api/v1/users/me',
  '/api/v1/nothing',
  '/openapi.json',
  '/docs/scalar.js',
  '/docs/swagger-ui.css',
  '/docs/nothing.js',
  ...assets,
]

function expectHeaders(headers: Headers, path: string): void {
  const csp = headers.get('content-security-policy') ?? ''
  expect(csp, path).toContain("script-src 'self'")
  expect(csp, path).toContain("frame-ancestors 'none'")
  expect(csp, path).not.toMatch(/unsafe-|\*/)
  expect(headers.get('strict-transport-security'), path).toMatch(/^max-age=31536000/)
  expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  expect(headers.get('referrer-policy'), path).toBe('no-referrer')
  expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
  expect(headers.get('permissions-policy'), path).toContain('geolocation=()')
  expect(headers.get('x-powered-by'), path).toBeNull()
  expect(headers.get('server'), path).toBeNull()
}

describe('every answer carries the security headers', () => {
  test.each(pages)('%s', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'])
      expectHeaders((await fetch(url + path, { method })).headers, `${method} ${path}`)
  })

  test('each procedure, asked rightly and wrongly', async () => {
    for (const path of Object.keys(procedures)) {
      for (const method of ['GET', 'POST']) {
        const { headers, body } = await fetch(`${url}/trpc/${path}`, {
          method,
          signal: AbortSignal.timeout(5000),
        })
        await body?.cancel()
        expectHeaders(headers, `${method} ${path}`)
      }
    }
  })

  test('a refused origin, and a body that is too large', async () => {
    const foreign = await fetch(`${url}/trpc/auth.logout`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
    expectHeaders(foreign.headers, 'foreign')
    const large = await fetch(`${url}/trpc/auth.login`, {
      method: 'POST',
      headers: { origin: 'https://chat.example.org', 'content-type': 'application/json' },
      body: JSON.stringify('x'.repeat(1_000_001)),
    })
    expect(large.status).toBe(413)
    expectHeaders(large.headers, 'large')
  })

  test('a refused upgrade, and what is no HTTP, say at least that nothing may be made of them', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' }
    const refused = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
      request(`${url}/trpc`, { headers }, (response) => resolve(response.resume().headers))
        .on('error', reject)
        .end()
    })
    expect(refused['content-security-policy']).toContain("default-src 'none'")
    expect(refused['x-content-type-options']).toBe('nosniff')
    const broken = await rawAnswer('NONSENSE\r\n\r\n')
    expect(broken).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(broken).toContain("Content-Security-Policy: default-src 'none'")
    expect(broken).toContain('X-Content-Type-Options: nosniff')
  })

  test('without TLS nothing is said about it', async () => {
    const { headers } = await fetch(`${plain.url}/livez`)
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
  })
})

test('an error says nothing of the code it comes from', async () => {
  for (const path of ['/%E0%A4%A', '/assets/nothing.js', '/trpc/%E0%A4%A', '/trpc/users.me?input=%7B']) {
    const answer = await fetch(plain.url + path)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.status, path).toBeLessThan(500)
    expect(await answer.text(), path).not.toMatch(/node_modules|\bat .+:\d+:\d+|\.ts\b|stack/i)
  }
})

const rawAnswer = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setEncoding('utf8').on('data', (piece: string) => void (answer += piece))
    socket.on('close', () => resolve(answer)).on('error', reject)
  })

describe('the cookie', () => {
  test('is httpOnly, SameSite, and small', async () => {
    const { setCookie } = await signUp(plain)
    expect(setCookie).toMatch(/^chatterly=/)
    expect(setCookie).toMatch(/HttpOnly/i)
    expect(setCookie).toMatch(/SameSite=Lax/i)
    expect(setCookie).not.toMatch(/Domain/i)
    expect(setCookie.length).toBeLessThan(4096)
  })

  test('over TLS is __Host- and Secure, for this host alone', async () => {
    const { redis, world: parts } = world
    const store = createSessionStore({ db: parts.db, cache: redis.cache, logger: parts.logger })
    const secure = createSessions({ ...parts, store, isSecure: true })
    const { cookie } = await secure.start((await world.person('Ada')).id)
    expect(cookie).toMatch(/^__Host-chatterly=.*Path=\/.*Secure/i)
    expect(cookie).not.toMatch(/Domain/i)
  })
})
