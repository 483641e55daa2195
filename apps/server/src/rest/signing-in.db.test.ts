import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { startProcess } from '../testing/process.ts'
import { askRest } from '../testing/rest.ts'

const world = await openTestWorld()
const here = await startProcess(world)

const newAccount = () => {
  const username = `u${crypto.randomUUID().slice(0, 8)}`
  return { email: `${username}@example.org`, username, password: 'long enough' }
}

type Tokens = { accessToken: string; refreshToken: string }
const bearer = ({ accessToken }: { accessToken: string }) => ({ authorization: `Bearer ${accessToken}` })

async function register() {
  const account = newAccount()
  const answer = await askRest(here, 'POST /auth/register', { body: account })
  return { account, answer, tokens: answer.body as Tokens & { user: { username: string } } }
}

describe('a program', () => {
  test('makes an account and is given tokens, in the body and in Authorization, and no cookie', async () => {
    const { account, answer, tokens } = await register()
    expect(answer.status).toBe(201)
    expect(tokens.user.username).toBe(account.username)
    expect(answer.headers.get('authorization')).toBe(`Bearer ${tokens.accessToken}`)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('has one session after it made an account, not one that nobody holds', async () => {
    const { tokens } = await register()
    const { body } = await askRest(here, 'GET /sessions', { headers: bearer(tokens) })
    expect(body).toMatchObject({ items: [{ kind: 'program' }] })
  })

  test('signs in with an address or a username, asks who it is, and signs out', async () => {
    const { account } = await register()
    for (const login of [
      { email: account.email },
      { username: account.username },
      { login: account.email },
    ]) {
      const { body, headers, status } = await askRest(here, 'POST /auth/login', {
        body: { ...login, password: account.password },
      })
      expect(status).toBe(200)
      const headersNow = { authorization: headers.get('authorization') ?? '' }
      expect(headersNow).toEqual(bearer(body as Tokens))
      const me = await askRest(here, 'GET /auth/me', { headers: headersNow })
      expect(me.body).toMatchObject({ username: account.username, email: account.email })
      expect((await askRest(here, 'DELETE /auth/logout', { headers: headersNow })).status).toBe(200)
      expect((await askRest(here, 'GET /auth/me', { headers: headersNow })).status).toBe(401)
    }
  })

  test('gets the next tokens for a refresh token, once', async () => {
    const { tokens } = await register()
    const refreshed = await askRest(here, 'POST /auth/refresh', {
      body: { refresh_token: tokens.refreshToken },
    })
    expect(refreshed.headers.get('authorization')).toBe(`Bearer ${(refreshed.body as Tokens).accessToken}`)
    expect(
      (await askRest(here, 'POST /auth/refresh', { body: { refreshToken: 'chr_made-up' } })).body,
    ).toEqual({
      error: { code: 'auth.refresh_refused', message: expect.any(String) },
    })
  })

  test('is told which of its fields is wrong, by the name it gave', async () => {
    const { status, body } = await askRest(here, 'POST /auth/register', {
      body: { ...newAccount(), email: 'nobody', display_name: '\u200b' },
    })
    expect(status).toBe(422)
    expect(body).toMatchObject({
      errors: [
        { path: 'email', message: 'This is not an e-mail address.' },
        { path: 'display_name', message: 'A name has no invisible characters.' },
      ],
    })
  })

  test('with a wrong password is refused', async () => {
    const { account } = await register()
    const body = { email: account.email, password: 'not it at all' }
    const answer = await askRest(here, 'POST /auth/login', { body })
    expect([answer.status, answer.body]).toEqual([
      401,
      { error: { code: 'auth.wrong_credentials', message: expect.any(String) } },
    ])
    expect(answer.headers.get('authorization')).toBeNull()
  })
})

describe('a command line with a jar for cookies', () => {
  test('makes an account, signs in and out, under the name of a user', async () => {
    const account = newAccount()
    const made = await askRest(here, 'POST /users', { body: { user: account } })
    expect([made.status, made.body]).toMatchObject([201, { user: { username: account.username } }])
    expect(made.headers.getSetCookie()[0]).toMatch(/^chatterly=/)

    const { email, password } = account
    const signedIn = await askRest(here, 'POST /users/sign_in', { body: { user: { email, password } } })
    expect([signedIn.status, signedIn.body]).toMatchObject([200, { user: { email } }])
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await askRest(here, 'GET /users/me', { headers: { cookie } })).body).toMatchObject({ email })

    const out = await askRest(here, 'DELETE /users/sign_out', { headers: { cookie, origin: here.url } })
    expect(out.headers.getSetCookie()[0]).toMatch(/^chatterly=;/)
    expect((await askRest(here, 'GET /users/me', { headers: { cookie } })).status).toBe(401)
  })

  test('says where it comes from when it changes something, as a page does', async () => {
    const grace = await world.person('Grace')
    const change = (headers: Record<string, string>) =>
      askRest(here, 'PATCH /users/me', { headers, body: { bio: 'Here' } })
    expect((await change({ cookie: grace.cookie })).body).toMatchObject({ error: { code: 'origin.refused' } })
    expect((await change({ cookie: grace.cookie, origin: 'https://evil.example' })).status).toBe(403)
    expect((await change({ cookie: grace.cookie, origin: here.url })).body).toMatchObject({ bio: 'Here' })
  })
})
