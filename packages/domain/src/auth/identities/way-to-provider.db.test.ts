import { identities } from '@chatterly/db/schema/identities'
import { signInSteps } from '@chatterly/db/schema/sign-in-steps'
import { type Browser, refusalOf } from '@chatterly/testing/browser'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openTestWorld } from '@chatterly/testing/test-world'
import { openTrips } from '@chatterly/testing/trips-to-provider'
import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'

const origin = 'https://chat.example.org'
const provider = await startIdentityProvider({ publicUrl: origin })
afterAll(() => provider.stop())
const world = await openTestWorld({ settings: provider.settings })
const { visitorOf, somebody, signIn } = openTrips({ provider, world })

describe('on the way to the provider and back, refuses', () => {
  test.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'of-mine'), 'auth.step_over'],
    ['no state', (url: URL) => url.searchParams.delete('state'), 'auth.step_over'],
    ['another nonce', (url: URL) => url.searchParams.set('nonce', 'of-mine'), 'auth.provider_failed'],
    ['no nonce', (url: URL) => url.searchParams.delete('nonce'), 'auth.provider_failed'],
    [
      'another PKCE challenge',
      (url: URL) => url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
      'auth.provider_failed',
    ],
  ])('%s', async (_, change, code) => {
    const subject = somebody()
    expect(await refusalOf(signIn(subject, { change }))).toBe(code)
    expect(await world.db.$count(identities, eq(identities.subject, subject))).toBe(0)
  })

  test('another address to come back to: the provider knows one', async () => {
    const change = (url: URL) =>
      url.searchParams.set('redirect_uri', 'https://evil.example/auth/oidc/callback')
    await expect(signIn(somebody(), { change })).rejects.toThrow(
      'The provider answered 400: invalid_redirect_uri',
    )
  })

  test('another browser with the right state', async () => {
    const [ada, eve] = [visitorOf(), visitorOf()]
    const { url } = await (await eve.call()).identities.beginSignIn({})
    const query = await provider.visit(url, somebody())
    await (await ada.call()).identities.beginSignIn({})
    expect(await refusalOf((await ada.call()).identities.finish({ query }))).toBe('auth.step_over')
    expect((await (await ada.call()).auth.me()).user).toBeNull()
  })

  test('the same answer twice', async () => {
    const { visitor, query } = await signIn(somebody())
    expect(await refusalOf((await visitor.call()).identities.finish({ query }))).toBe('auth.step_over')
  })

  test('an answer that came too late', async () => {
    const visitor = visitorOf()
    const { url } = await (await visitor.call()).identities.beginSignIn({})
    const query = await provider.visit(url, somebody())
    await world.db.update(signInSteps).set({ expiresAt: new Date(Date.now() - 1) })
    expect(await refusalOf((await visitor.call()).identities.finish({ query }))).toBe('auth.step_over')
  })

  test('a code of one’s own in somebody else’s answer', async () => {
    const [ada, eve] = [visitorOf(), visitorOf()]
    const to = async (visitor: Browser) => (await (await visitor.call()).identities.beginSignIn({})).url
    const adas = new URLSearchParams(await provider.visit(await to(ada), somebody()))
    const eves = new URLSearchParams(await provider.visit(await to(eve), somebody()))
    adas.set('code', eves.get('code') ?? '')
    expect(await refusalOf((await ada.call()).identities.finish({ query: adas.toString() }))).toBe(
      'auth.provider_failed',
    )
  })

  test('an answer in the name of another provider', async () => {
    const visitor = visitorOf()
    const { url } = await (await visitor.call()).identities.beginSignIn({})
    const answer = new URLSearchParams(await provider.visit(url, somebody()))
    expect(answer.get('iss')).toBe(provider.settings.OIDC_ISSUER)
    answer.set('iss', 'https://evil.example')
    expect(await refusalOf((await visitor.call()).identities.finish({ query: answer.toString() }))).toBe(
      'auth.provider_failed',
    )
  })

  test('whom the provider refused', async () => {
    expect(await refusalOf(signIn(undefined))).toBe('auth.provider_denied')
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', 'browse'])(
    'to go to %j afterwards',
    async (returnTo) => {
      const call = await visitorOf().call()
      expect(await refusalOf(call.identities.beginSignIn({ returnTo }))).toContain('This is not a path')
    },
  )

  test('while the provider is away, and no longer', async () => {
    const away = await startIdentityProvider({ publicUrl: origin })
    const waiting = await openTestWorld({ databaseUrl: world.env.DATABASE_URL, settings: away.settings })
    await away.stop()
    const call = await visitorOf(waiting).call()
    expect(await refusalOf(call.identities.beginSignIn({}))).toBe('auth.provider_failed')
    const back = await startIdentityProvider({ publicUrl: origin, port: away.port })
    onTestFinished(() => back.stop())
    expect((await call.identities.beginSignIn({})).url).toContain(back.settings.OIDC_ISSUER)
  })
})

test('neither a code verifier nor a nonce is stored, nor the state that finds them', async () => {
  const { url } = await (await visitorOf().call()).identities.beginSignIn({})
  const rows = JSON.stringify(await world.db.select().from(signInSteps))
  for (const name of ['state', 'nonce']) expect(rows).not.toContain(new URL(url).searchParams.get(name))
  expect(rows).not.toContain('codeVerifier')
})
