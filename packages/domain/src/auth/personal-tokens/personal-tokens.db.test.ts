import { sessions } from '@chatterly/db/schema/auth'
import { TOKENS_MAX } from '@chatterly/protocol/auth/personal-tokens'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { expect, test, vi } from 'vitest'
import { createCaller } from '../../router.ts'
import { refusalCodeOf } from '../../trpc.ts'

const DAY = 86_400_000
const clock = { time: Date.now(), now: () => new Date(clock.time) }
const world = await openTestWorld({ clock })
const refusalOf = (promise: Promise<unknown>) => promise.then(() => undefined, refusalCodeOf)
const identify = (token: string) => world.world.sessions.identifyBearer(token)

async function tokenOf(person: Person, scopes: ('read' | 'write')[], expiresInDays?: number) {
  const input = { name: 'Backup', scopes, ...(expiresInDays && { expiresInDays }) }
  const { token, view } = await person.call.tokens.create(input)
  const actor = await identify(token)
  return { token, view, actor, call: createCaller({ ...world.anonymous(), actor }) }
}

test('is shown once, listed without its secret, and acts for its person', async () => {
  const ada = await world.person('Ada')
  const { token, view, actor } = await tokenOf(ada, ['read'])
  expect(token).toMatch(/^chp_[\w-]{43}$/)
  expect(actor).toMatchObject({ userId: ada.id, kind: 'token', scopes: ['read'] })
  expect(view).toMatchObject({ name: 'Backup', scopes: ['read'], usedAt: null })
  await vi.waitFor(async () =>
    expect((await ada.call.tokens.list()).items).toEqual([{ ...view, usedAt: clock.now().toISOString() }]),
  )
  expect(JSON.stringify(await world.db.select().from(sessions))).not.toContain(token)
  expect((await ada.call.sessions.list()).items.map(({ id }) => id)).not.toContain(view.id)
})

test('does what its scopes say and nothing else', async () => {
  const ada = await world.person('Ada')
  const [reading, writing] = [await tokenOf(ada, ['read']), await tokenOf(ada, ['write'])]
  const both = await tokenOf(ada, ['read', 'write'])
  const read = (call: typeof both.call) => refusalOf(call.conversations.list({}))
  const write = (call: typeof both.call) => refusalOf(call.users.update({ bio: 'Here' }))
  expect([await read(reading.call), await write(reading.call)]).toEqual([undefined, 'auth.token_forbidden'])
  expect([await read(writing.call), await write(writing.call)]).toEqual(['auth.token_forbidden', undefined])
  expect([await read(both.call), await write(both.call)]).toEqual([undefined, undefined])
})

test('neither sees nor changes where its person is signed in, nor makes another', async () => {
  const ada = await world.person('Ada')
  const { call, view } = await tokenOf(ada, ['read', 'write'])
  const attempts = [
    () => call.sessions.list(),
    () => call.sessions.revokeOthers(),
    () => call.sessions.revoke({ sessionId: view.id }),
    () => call.tokens.list(),
    () => call.tokens.create({ name: 'Another', scopes: ['read'] }),
    () => call.tokens.revoke({ tokenId: view.id }),
    () => call.auth.logout(),
  ]
  for (const attempt of attempts) expect(await refusalOf(attempt())).toBe('auth.token_forbidden')
  expect((await ada.call.tokens.list()).items).toHaveLength(1)
})

test('looks after no installation, where its administrator does in person and by a program', async () => {
  const grace = await world.person('Grace', 'administrator')
  const { call } = await tokenOf(grace, ['read', 'write'])
  const actor = await world.world.sessions.startProgram(grace.id, { label: 'console' })
  const program = createCaller({ ...world.anonymous(), actor })
  const figures = (caller: typeof call) => refusalOf(caller.calls.connectionFigures())
  const invite = (caller: typeof call) => refusalOf(caller.invites.create({}))
  expect([await figures(call), await invite(call)]).toEqual(['auth.token_forbidden', 'auth.token_forbidden'])
  for (const caller of [grace.call, program])
    expect([await figures(caller), await invite(caller)]).toEqual([undefined, undefined])
})

test('is revoked by its person alone, and ended by nothing that ends sessions', async () => {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
  const { token, view } = await tokenOf(ada, ['read'])
  expect(await refusalOf(grace.call.tokens.revoke({ tokenId: view.id }))).toBe('token.not_found')
  expect(await refusalOf(ada.call.sessions.revoke({ sessionId: view.id }))).toBe('session.not_found')
  expect(await identify(token)).not.toBeNull()
  await ada.call.tokens.revoke({ tokenId: view.id })
  expect(await identify(token)).toBeNull()
  expect(await refusalOf(ada.call.tokens.revoke({ tokenId: view.id }))).toBe('token.not_found')
})

test('a session that is no token cannot be revoked as one', async () => {
  const ada = await world.person('Ada')
  const { currentId } = await ada.call.sessions.list()
  expect(await refusalOf(ada.call.tokens.revoke({ tokenId: currentId }))).toBe('token.not_found')
})

test('ends on its day, used or not', async () => {
  const ada = await world.person('Ada')
  const [week, quarter] = [await tokenOf(ada, ['read'], 7), await tokenOf(ada, ['read'])]
  const start = clock.time
  for (const [days, alive] of [
    [6.9, [true, true]],
    [7, [false, true]],
    [89.9, [false, true]],
    [90, [false, false]],
  ] as const) {
    clock.time = start + days * DAY
    const found = await Promise.all([week, quarter].map(({ token }) => identify(token)))
    expect(
      found.map((actor) => actor !== null),
      `day ${days}`,
    ).toEqual(alive)
  }
  expect((await ada.call.tokens.list()).items).toEqual([])
})

test('is no cookie, and a cookie is no token', async () => {
  const ada = await world.person('Ada')
  const { token } = await tokenOf(ada, ['read'])
  expect((await world.world.sessions.identify(`chatterly=${token}`)).actor).toBeNull()
  const { cookie } = await world.world.sessions.start(ada.id)
  expect(await identify(cookie.split(/[=;]/)[1] ?? '')).toBeNull()
})

test('of one person there are only so many', async () => {
  const ada = await world.person('Ada')
  for (let n = 0; n < TOKENS_MAX; n++) await ada.call.tokens.create({ name: `${n}`, scopes: ['read'] })
  expect(await refusalOf(ada.call.tokens.create({ name: 'More', scopes: ['read'] }))).toBe('token.too_many')
})
