import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, expect, test } from 'vitest'
import { freePort, startProcess } from './testing/process.ts'

const port = await freePort()
const publicUrl = `http://127.0.0.1:${port}`
const provider = await startIdentityProvider({ publicUrl })
afterAll(() => provider.stop())
const server = await startProcess(await openTestWorld({ settings: provider.settings }), port)

/** A browser that goes where it is told, one step at a time. */
const go = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { redirect: 'manual', headers })

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

const whoIs = async (cookie: string) => {
  const response = await go('/trpc/auth.me', { cookie })
  return JSON.stringify(await response.json())
}

test('a link on the page leads to the provider, and its answer to a session and the place one wanted', async () => {
  provider.people.set('ada', { email: 'ada@example.com', email_verified: true, name: 'Ada' })
  const started = await go('/auth/oidc/start?returnTo=/browse', { 'sec-fetch-site': 'same-origin' })
  expect(started.status).toBe(303)
  expect(started.headers.get('cache-control')).toBe('no-store')
  expect(started.headers.getSetCookie().join()).toMatch(
    /^chatterly-provider=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  const query = await provider.visit(started.headers.get('location') ?? '', 'ada')
  const back = await go(`/auth/oidc/callback?${query}`, { cookie: cookiesOf(started) })
  expect(back.status).toBe(303)
  expect(back.headers.get('location')).toBe('/browse')
  expect(back.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await whoIs(cookiesOf(back))).toContain('ada@example.com')
})

test('a page of another site begins nothing', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const response = await go('/auth/oidc/start', { 'sec-fetch-site': site })
    expect(response.headers.get('location')).toBe('/sign-in')
    expect(response.headers.getSetCookie()).toEqual([])
  }
})

test('what goes wrong is told on the page one signs in at', async () => {
  const started = await go('/auth/oidc/start')
  const query = await provider.visit(started.headers.get('location') ?? '', undefined)
  const denied = await go(`/auth/oidc/callback?${query}`, { cookie: cookiesOf(started) })
  expect(denied.headers.get('location')).toBe('/sign-in?problem=auth.provider_denied')
  const unknown = await go('/auth/oidc/callback?code=a&state=b')
  expect(unknown.headers.get('location')).toBe('/sign-in?problem=auth.step_over')
  const overlong = await go(`/auth/oidc/callback?state=${'b'.repeat(9000)}`)
  expect(overlong.headers.get('location')).toBe('/sign-in?problem=auth.provider_failed')
})

test.each(['//evil.example', 'https://evil.example', '/\\evil.example'])(
  'a link that would lead to %s afterwards leads home',
  async (returnTo) => {
    provider.people.set('grace', { email: 'grace@example.com', email_verified: true })
    const started = await go(`/auth/oidc/start?returnTo=${encodeURIComponent(returnTo)}`)
    const query = await provider.visit(started.headers.get('location') ?? '', 'grace')
    const back = await go(`/auth/oidc/callback?${query}`, { cookie: cookiesOf(started) })
    expect(back.headers.get('location')).toBe('/')
  },
)
