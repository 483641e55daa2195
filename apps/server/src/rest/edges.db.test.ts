import { conversationOf, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { createFingerprint } from '../testing/matrix/fingerprint.ts'
import { startProcess } from '../testing/process.ts'
import { askRest } from '../testing/rest.ts'
import { restPaths } from './paths.ts'
import { accessOf } from './procedures.ts'

const FRONTEND = 'https://app.example.org'
const world = await openTestWorld({ settings: { FRONTEND_URL: FRONTEND } })
const here = await startProcess(world)
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const as = (person: Person) => ({ cookie: person.cookie, origin: here.url })
const codeOf = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code

describe('whatever is asked', () => {
  test('the answer is JSON: unknown paths, wrong methods, and pages for people', async () => {
    const html = { accept: 'text/html' }
    const lost = await askRest(here, 'GET /nothing', { headers: html })
    expect([lost.status, codeOf(lost)]).toEqual([404, 'not_found'])
    const wrong = await askRest(here, 'PUT /conversations', { headers: html, body: {} })
    expect([wrong.status, codeOf(wrong), wrong.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD, POST',
    ])
    expect((await askRest(here, 'GET /users/sign_in')).status).toBe(405)
    expect((await fetch(`${here.url}/api/v2/users`, { headers: html })).headers.get('content-type')).toMatch(
      /json/,
    )
  })

  test('every path answers whoever is signed out with 401, or is for them', async () => {
    for (const { method, path, procedure } of restPaths) {
      if (accessOf(procedure) === 'anyone') continue
      const filled = path.replaceAll(/\{\w+\}/g, crypto.randomUUID()) as `/${string}`
      const { status } = await askRest(here, `${method.toUpperCase()} ${filled}`, {
        ...(method !== 'get' && method !== 'delete' && { body: {} }),
      })
      expect([`${method} ${path}`, status]).toEqual([`${method} ${path}`, 401])
    }
  })

  test('a text with characters that no text can have is named by its field, by every way in', async () => {
    const words = 'This text has characters that no text can have.'
    const answer = await askRest(here, 'GET /users?search=a%00', { headers: as(ada) })
    expect([answer.status, answer.body]).toEqual([
      422,
      expect.objectContaining({ errors: [{ path: 'search', message: words }] }),
    ])
    const input = encodeURIComponent(JSON.stringify({ query: 'a\u0000' }))
    const byTrpc = await fetch(`${here.url}/trpc/users.search?input=${input}`, { headers: as(ada) })
    expect(await byTrpc.json()).toMatchObject({
      error: { message: 'Some of what was sent is not valid.', data: { fields: { query: words } } },
    })
  })

  test('what is no JSON, no text or too long is refused before anything is asked', async () => {
    const send = (body: string | Buffer, headers: Record<string, string>) =>
      fetch(`${here.url}/api/v1/users/me`, { method: 'PATCH', headers: { ...as(ada), ...headers }, body })
    const json = { 'content-type': 'application/json' }
    const answers = await Promise.all([
      send('{"bio":', json),
      send('"bio"', json),
      send('bio=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      send('{"bio":"x"}', { 'content-type': 'text/plain' }),
      send('{}', { 'content-type': 'application/json; charset=latin1' }),
      send(JSON.stringify({ bio: 'x'.repeat(1_000_001) }), json),
      send('{"bio":"x","__proto__":{"polluted":true}}', {
        'content-type': 'application/json; charset=utf-8',
      }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 415, 415, 415, 413, 200])
    for (const answer of answers)
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('a parameter that comes twice is refused, and what is in the path counts', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    const twice = await askRest(here, `GET /conversations/${id}/messages?limit=1&limit=100`, {
      headers: as(ada),
    })
    expect(twice.body).toMatchObject({ errors: [{ path: 'limit' }] })
    const body = { body: 'Here', conversationId: crypto.randomUUID(), conversation_id: crypto.randomUUID() }
    const sent = await askRest(here, `POST /conversations/${id}/messages`, { headers: as(ada), body })
    expect(sent.body).toMatchObject({ conversationId: id })
  })

  test('what is said stands in a body, and not in an address that logs keep', async () => {
    const query = new URLSearchParams({ login: 'ada', password: 'long enough' })
    const answer = await askRest(here, `POST /auth/login?${query.toString()}`)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ errors: [{ path: 'login' }, { path: 'password' }] })
  })

  test('HEAD says what GET would, without saying it', async () => {
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) =>
        fetch(`${here.url}/api/v1/users/me`, { method, headers: { cookie: ada.cookie } }),
      ),
    )
    expect([head?.status, head?.headers.get('content-length')]).toEqual([
      200,
      get?.headers.get('content-length'),
    ])
    expect(await head?.text()).toBe('')
  })
})

test('who asks too often is told how long to wait', async () => {
  const strict = await openTestWorld({ rateLimitScale: 0.02 })
  const there = await startProcess(strict)
  const kay = await strict.person('Kay')
  const headers = { cookie: kay.cookie, origin: there.url }
  const answers = []
  for (let attempt = 0; attempt < 4; attempt++)
    answers.push(await askRest(there, 'PATCH /users/me', { headers, body: { bio: `${attempt}` } }))
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.body).toMatchObject({ error: { code: 'rate.limited' } })
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a page of another site changes nothing with our cookie, on no path', async () => {
  const fingerprint = await createFingerprint(world.db)
  const before = await fingerprint()
  const origins: Record<string, string>[] = [{}, { origin: 'https://evil.example' }, { origin: 'null' }]
  for (const { method, path } of restPaths.filter((each) => each.method !== 'get')) {
    const line =
      `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, crypto.randomUUID()) as `/${string}`}` as const
    const { cookie } = ada
    for (const origin of origins)
      expect(codeOf(await askRest(here, line, { headers: { cookie, ...origin } })), line).toBe(
        'origin.refused',
      )
    const form = await fetch(`${here.url}/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: { cookie },
      body: new URLSearchParams({ a: 'b' }),
    })
    expect(form.status, line).toBe(403)
  }
  expect(await fingerprint()).toBe(before)
  expect((await askRest(here, 'PATCH /users/me', { headers: as(ada), body: { bio: 'Mine' } })).status).toBe(
    200,
  )
  expect(await fingerprint()).not.toBe(before)
})

describe('a page of another origin', () => {
  const ask = (origin: string, headers: Record<string, string> = {}) =>
    fetch(`${here.url}/api/v1/users?search=a`, { headers: { origin, ...headers } })

  test('may look, if it is the one that was set', async () => {
    const answer = await ask(FRONTEND)
    expect(answer.headers.get('access-control-allow-origin')).toBe(FRONTEND)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    const others = ['https://evil.example', `${FRONTEND}.evil.example`, 'null', 'http://app.example.org', '*']
    for (const origin of others)
      expect((await ask(origin)).headers.get('access-control-allow-origin'), origin).toBeNull()
    expect(
      (await fetch(`${here.url}/trpc/users.me`, { headers: { origin: FRONTEND } })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull()
  })

  test('asks before it changes something, and does so with a token, never with a cookie', async () => {
    const preflight = await fetch(`${here.url}/api/v1/users/me`, {
      method: 'OPTIONS',
      headers: { origin: FRONTEND, 'access-control-request-method': 'PATCH' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      expect.stringContaining('PATCH'),
    ])
    const body = { bio: 'From elsewhere' }
    const username = `u${crypto.randomUUID().slice(0, 8)}`
    const account = { email: `${username}@example.org`, username, password: 'long enough' }
    const made = await askRest(here, 'POST /auth/register', { headers: { origin: FRONTEND }, body: account })
    const token = made.headers.get('authorization') ?? ''
    const change = (headers: Record<string, string>) => askRest(here, 'PATCH /users/me', { headers, body })
    expect((await change({ origin: FRONTEND, authorization: token })).body).toMatchObject(body)
    expect(codeOf(await change({ origin: FRONTEND, cookie: ada.cookie }))).toBe('origin.refused')
    expect(codeOf(await change({ origin: 'https://evil.example', authorization: token }))).toBe(
      'origin.refused',
    )
  })

  test('is nobody’s where none was set', async () => {
    const plain = await startProcess(await openTestWorld())
    const answer = await fetch(`${plain.url}/api/v1/users/me`, {
      method: 'OPTIONS',
      headers: { origin: FRONTEND },
    })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([405, null])
  })
})
