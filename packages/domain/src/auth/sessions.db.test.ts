import { sessions } from '@chatterly/db/schema/auth'
import { users } from '@chatterly/db/schema/users'
import { createWire } from '@chatterly/platform/testing/wire'
import { openTestWorld } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createCaller } from '../router.ts'
import { refusalCodeOf } from '../trpc.ts'

const wire = await createWire(process.env.REDIS_URL ?? '')
const world = await openTestWorld({ redisUrl: wire.url })
const other = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
const sessionsHere = world.world.sessions
const account = () => {
  const name = `u${crypto.randomUUID().slice(0, 8)}`
  return { email: `${name}@example.com`, username: name, password: 'correct horse' }
}

/** Somebody at a browser: keeps the cookie of the session it is given. */
function browser() {
  const jar = { cookie: '' }
  const call = async () => {
    const { actor } = await sessionsHere.identify(jar.cookie)
    const setCookie = (cookie: string) => {
      if (cookie.startsWith('chatterly=')) jar.cookie = cookie.split(';')[0] ?? ''
    }
    return createCaller({ ...world.anonymous(), actor, setCookie })
  }
  return { jar, call }
}

const refusalOf = (promise: Promise<unknown>) => promise.then(() => undefined, refusalCodeOf)

test('register, sign out, sign in by e-mail or username', async () => {
  const { jar, call } = browser()
  const input = account()
  const { user } = await (await call()).auth.register({ ...input, displayName: 'Ada' })
  expect(user).toMatchObject({ email: input.email, displayName: 'Ada' })
  expect((await (await call()).auth.me()).user?.id).toBe(user?.id)

  const before = jar.cookie
  await (await call()).auth.logout()
  expect((await sessionsHere.identify(before)).actor).toBeNull()
  expect(await refusalOf((await call()).users.me())).toBe('auth.signed_out')
  for (const login of [input.email.toUpperCase(), input.username]) {
    await (await call()).auth.login({ login, password: input.password })
    expect((await (await call()).auth.me()).user?.id).toBe(user?.id)
  }
})

test('signing in leaves an earlier session behind', async () => {
  const { jar, call } = browser()
  const input = account()
  await (await call()).auth.register(input)
  const planted = jar.cookie
  await (await call()).auth.login({ login: input.username, password: input.password })
  expect(jar.cookie).not.toBe(planted)
  expect((await sessionsHere.identify(planted)).actor).toBeNull()
})

test('refuses a taken e-mail or username, in any case, and a wrong password', async () => {
  const { call } = browser()
  const input = account()
  const caller = await call()
  await caller.auth.register(input)
  expect(await refusalOf(caller.auth.register({ ...account(), email: input.email.toUpperCase() }))).toBe(
    'auth.email_taken',
  )
  expect(
    await refusalOf(caller.auth.register({ ...account(), username: input.username.toUpperCase() })),
  ).toBe('auth.username_taken')
  expect(await refusalOf(caller.auth.login({ login: input.username, password: 'wrong' }))).toBe(
    'auth.wrong_credentials',
  )
  expect(await refusalOf(caller.auth.login({ login: 'nobody', password: 'wrong' }))).toBe(
    'auth.wrong_credentials',
  )
})

test('a socket cannot sign in or out', async () => {
  const caller = createCaller({ ...world.anonymous(), setCookie: null })
  expect(await refusalOf(caller.auth.register(account()))).toBe('auth.http_only')
})

test('neither a password nor a session id is stored', async () => {
  const { jar, call } = browser()
  const input = account()
  await (await call()).auth.register(input)
  const id = jar.cookie.split('=')[1] ?? ''
  expect(id.length).toBeGreaterThanOrEqual(32)
  const rows = await world.db.select().from(sessions)
  expect(JSON.stringify(rows)).not.toContain(id)
  const [row] = await world.db.select().from(users).where(eq(users.email, input.email))
  expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

describe('the cache', () => {
  async function signedIn() {
    const { jar, call } = browser()
    await (await call()).auth.register(account())
    await sessionsHere.identify(jar.cookie)
    return jar.cookie
  }
  const isAlive = async (cookie: string, process = world) =>
    (await process.world.sessions.identify(cookie)).actor !== null

  test('a flushed Redis falls back to PostgreSQL, for those who are in and those who are out', async () => {
    const [stays, goes] = [await signedIn(), await signedIn()]
    const { actor } = await sessionsHere.identify(goes)
    await sessionsHere.end([actor?.sessionHash ?? ''])
    await world.redis.cache.flushdb()
    expect(await isAlive(stays)).toBe(true)
    expect(await isAlive(goes)).toBe(false)
  })

  test('an end is seen at once on every process, also by who has just read the row', async () => {
    const cookie = await signedIn()
    expect(await isAlive(cookie, other)).toBe(true)
    const { actor } = await sessionsHere.identify(cookie)
    await Promise.all([
      sessionsHere.end([actor?.sessionHash ?? '']),
      ...Array.from({ length: 20 }, () => isAlive(cookie, other)),
    ])
    expect(await isAlive(cookie, other)).toBe(false)
    expect(await isAlive(cookie)).toBe(false)
  })

  test('without Redis people stay signed in, and an end still counts once it is back', async () => {
    const [stays, goes] = [await signedIn(), await signedIn()]
    expect(await isAlive(goes, other)).toBe(true)
    await wire.cut()
    onTestFinished(() => wire.mend())
    const { actor } = await sessionsHere.identify(goes)
    expect(await isAlive(stays)).toBe(true)
    await sessionsHere.end([actor?.sessionHash ?? ''])
    expect(await isAlive(goes)).toBe(false)
    await wire.mend()
    await vi.waitFor(async () => expect(await isAlive(goes, other)).toBe(false), 8000)
    expect(await isAlive(stays, other)).toBe(true)
  })

  test('an expired session is over, and is swept', async () => {
    const cookie = await signedIn()
    const { actor } = await sessionsHere.identify(cookie)
    const hash = actor?.sessionHash ?? ''
    await world.db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(sessions.idHash, hash))
    await world.redis.cache.flushdb()
    await sessionsHere.removeExpired(new Date())
    expect(await world.db.select().from(sessions).where(eq(sessions.idHash, hash))).toEqual([])
    expect(await isAlive(cookie)).toBe(false)
  })
})
