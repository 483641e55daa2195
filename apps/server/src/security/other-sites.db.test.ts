import { request } from 'node:http'
import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { createFingerprint } from '../testing/matrix/fingerprint.ts'
import { pathsOf } from '../testing/procedures.ts'
import { openSocket, post, startProcess } from '../testing/process.ts'

const world = await openTestWorld()
const here = await startProcess(world)
const fingerprint = await createFingerprint(world.db)
const mutations = pathsOf('mutation')

const foreign = [
  'https://evil.example',
  'null',
  'http://127.0.0.1.evil.example',
  'not a url',
  `${here.url}.evil.example`,
  here.url.replace(/\d+$/, '1'),
  `${here.url}/`,
  `${here.url}, https://evil.example`,
]

/** What a page of another site can make a browser send along with our cookie: with each body its content type. */
const shapes: [string, RequestInit][] = [
  ['a multipart form', { body: formOf({ '0': '{}' }) }],
  ['plain text', { body: '{}', headers: { 'content-type': 'text/plain' } }],
  ['a form', { body: 'input=%7B%7D', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['nothing', {}],
  ['bytes', { body: '{}', headers: { 'content-type': 'application/octet-stream' } }],
  ['JSON in capitals', { body: '{}', headers: { 'content-type': 'APPLICATION/JSON' } }],
  ['JSON behind something else', { body: '{}', headers: { 'content-type': 'text/plain;application/json' } }],
  ['JSON with a tail', { body: '{}', headers: { 'content-type': 'application/jsonp; charset=utf-8' } }],
  ['JSON', { body: '{}', headers: { 'content-type': 'application/json' } }],
  ['a batch', { body: '{"0":{}}', headers: { 'content-type': 'application/json' } }],
]

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function send(path: string, shape: string, init: RequestInit, headers: Record<string, string>) {
  const all = new Headers(init.headers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  const address = `${here.url}/trpc/${path}${shape === 'a batch' ? '?batch=1' : ''}`
  return fetch(address, { method: 'POST', ...init, headers: all })
}

const refusalIn = async (response: Response) => {
  const answer = (await response.json()) as { error?: { data?: { refusal?: string } } }
  return answer.error?.data?.refusal
}

describe('a page of another site, with our cookie,', () => {
  test.each(shapes)('changes nothing by sending %s to any mutation', async (shape, init) => {
    const { cookie } = await world.person('Ada')
    const before = await fingerprint()
    for (const path of mutations) {
      const sent: Record<string, string>[] = [
        { cookie, origin: 'https://evil.example' },
        { cookie, origin: 'null' },
        { cookie },
      ]
      for (const headers of sent) {
        const response = await send(path, shape, init, headers)
        expect([path, response.status], JSON.stringify(headers)).toEqual([path, 403])
        expect(await refusalIn(response)).toBe('origin.refused')
      }
    }
    expect(await fingerprint()).toBe(before)
  })

  test('as our own page, the same requests reach every mutation', async () => {
    expect(mutations.length).toBeGreaterThan(20)
    for (const path of mutations) {
      const { cookie } = await world.person('Ada', 'administrator')
      const [, json] = shapes.find(([shape]) => shape === 'JSON') ?? []
      const response = await send(path, 'JSON', json ?? {}, { cookie, origin: here.url })
      expect([path, response.status]).not.toEqual([path, 403])
    }
  })

  test.each(foreign)('which is %s, is refused, with a cookie and without', async (origin) => {
    const { cookie } = await world.person('Ada')
    const sent: Record<string, string>[] = [
      { origin, cookie },
      { origin, cookie, 'sec-fetch-site': 'same-origin' },
      { origin },
    ]
    for (const headers of sent) {
      const response = await post(here, 'auth.logout', undefined, headers)
      expect(response.status).toBe(403)
      expect(await refusalIn(response)).toBe('origin.refused')
    }
    expect((await post(here, 'auth.logout', undefined, { cookie, origin: here.url })).status).toBe(200)
  })

  test('a cookie without an origin is refused; without a cookie there is nothing to misuse', async () => {
    const { cookie } = await world.person('Ada')
    for (const site of ['same-site', 'cross-site', 'none'])
      expect((await post(here, 'auth.logout', undefined, { cookie, 'sec-fetch-site': site })).status).toBe(
        403,
      )
    const own = { cookie, 'sec-fetch-site': 'same-origin' }
    expect((await post(here, 'auth.logout', undefined, own)).status).toBe(200)
    expect((await post(here, 'auth.login', { login: 'nobody', password: 'wrong' })).status).toBe(401)
  })

  test.each([...foreign, undefined])('%s, opens no socket', async (origin) => {
    const { cookie } = await world.person('Ada')
    expect((await openSocket(here, { cookie, ...(origin && { origin }) })).status).toBe(403)
    expect((await openSocket(here, { cookie, origin: here.url })).status).toBe(101)
  })

  test.each(foreign)(
    '%s, opens no socket with a token either, nor with our cookie beside it',
    async (origin) => {
      const ada = await world.person('Ada')
      const { token } = await ada.call.tokens.create({ name: 'Backup', scopes: ['read'] })
      const authorization = `Bearer ${token}`
      expect((await openSocket(here, { authorization, origin })).status).toBe(403)
      expect((await openSocket(here, { authorization, cookie: ada.cookie })).status).toBe(403)
      expect((await openSocket(here, { authorization })).status).toBe(101)
    },
  )

  test('is not allowed to read an answer: no origin is ever named', async () => {
    const { cookie } = await world.person('Ada')
    for (const origin of [...foreign, here.url]) {
      for (const method of ['GET', 'OPTIONS']) {
        const asked = {
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        }
        const { headers } = await fetch(`${here.url}/trpc/users.me`, {
          method,
          headers: { cookie, origin, ...asked },
        })
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      }
    }
  })
})

/** The status of a request with any method at all. */
const statusOf = (method: string, path: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(`${here.url}/trpc/${path}`, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    asked.on('error', reject)
    asked.end()
  })

describe('a mutation is made by POST alone', () => {
  const overrides: Record<string, string>[] = [
    {},
    { 'x-http-method-override': 'POST' },
    { 'x-http-method': 'POST' },
    { 'x-method-override': 'POST' },
  ]

  test('not by GET, whatever else is said about the method', async () => {
    const { cookie } = await world.person('Ada')
    const before = await fingerprint()
    for (const path of mutations) {
      for (const headers of overrides) {
        for (const query of ['', '?_method=POST', '?batch=1&input=%7B%7D'])
          expect([path, await statusOf('GET', path + query, { cookie, ...headers })]).toEqual([path, 405])
      }
    }
    expect(await fingerprint()).toBe(before)
  })

  test('a HEAD calls nothing', async () => {
    const { cookie } = await world.person('Ada')
    const before = await fingerprint()
    for (const path of mutations) expect(await statusOf('HEAD', path, { cookie, origin: here.url })).toBe(204)
    expect(await fingerprint()).toBe(before)
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('nor by %s', async (method) => {
    const { cookie } = await world.person('Ada')
    const before = await fingerprint()
    for (const path of mutations) {
      const status = await statusOf(method, path, { cookie, origin: here.url })
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
    }
    expect(await fingerprint()).toBe(before)
  })
})
