import { sessions } from '@chatterly/db/schema/auth'
import { identities } from '@chatterly/db/schema/identities'
import { users } from '@chatterly/db/schema/users'
import { openAuthenticatorApp } from '@chatterly/testing/authenticator-app'
import { type Browser, refusalOf } from '@chatterly/testing/browser'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { openTrips } from '@chatterly/testing/trips-to-provider'
import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'

const origin = 'https://chat.example.org'
const provider = await startIdentityProvider({ publicUrl: origin })
afterAll(() => provider.stop())
const world = await openTestWorld({ settings: provider.settings })

const { visitorOf, somebody, signIn } = openTrips({ provider, world })

/** Somebody signed in here, at a browser. */
async function visitorWith(person: Person): Promise<Browser> {
  const visitor = visitorOf()
  const { cookie } = await world.world.sessions.start(person.id)
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/)
  visitor.jar.set(name, value)
  return visitor
}

async function link(visitor: Browser, subject: string, finisher = visitor) {
  const { url } = await (await visitor.call()).identities.beginLink({})
  const query = await provider.visit(url, subject)
  return (await finisher.call()).identities.finish({ query })
}

const prove = (person: Person) =>
  world.db.update(users).set({ emailProvenAt: new Date() }).where(eq(users.id, person.id))

async function emailOf(person: Person): Promise<string> {
  const { email } = await person.call.users.me()
  return email
}

test('the provider is shown by its name, where there is one', async () => {
  expect(await (await visitorOf().call()).identities.providers()).toEqual({
    items: [{ name: 'Example Organisation', startPath: '/auth/oidc/start' }],
  })
  const without = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
  const call = await visitorOf(without).call()
  expect(await call.identities.providers()).toEqual({ items: [] })
  expect(await refusalOf(call.identities.beginSignIn({}))).toBe('auth.no_provider')
})

test('a newcomer gets an account, and the same one when they come back', async () => {
  const subject = somebody({ preferred_username: 'Ada!', name: 'Ada Lovelace' })
  const first = await signIn(subject)
  expect(first.user).toMatchObject({ displayName: 'Ada Lovelace', email: `${subject}@example.com` })
  expect(first.user?.username).toMatch(/^ada/)
  expect(first.returnTo).toBe('/browse')
  provider.people.set(subject, { email: 'moved@example.com', email_verified: false })
  expect((await signIn(subject)).user?.id).toBe(first.user?.id)
  const [row] = await world.db
    .select()
    .from(users)
    .where(eq(users.email, first.user?.email ?? ''))
  expect(row).toMatchObject({ passwordHash: '', emailProvenAt: expect.any(Date) })
})

test('two of one name get a username each', async () => {
  const name = `n${crypto.randomUUID().slice(0, 8)}`
  const [first, second] = [
    await signIn(somebody({ preferred_username: name })),
    await signIn(somebody({ preferred_username: name })),
  ]
  expect(first.user?.username).toBe(name)
  expect(second.user?.username).toMatch(new RegExp(`^${name}-[0-9a-f]{4}$`))
})

test('signing in leaves an earlier session behind', async () => {
  const visitor = await visitorWith(await world.person('Grace'))
  const before = new Map(visitor.jar)
  await signIn(somebody(), { visitor })
  const cookie = [...before].map(([name, value]) => `${name}=${value}`).join('; ')
  expect((await world.world.sessions.identify(cookie)).actor).toBeNull()
})

describe('an account of the same address', () => {
  test('is linked where both sides have seen that the address is theirs', async () => {
    const ada = await world.person('Ada')
    await prove(ada)
    const subject = somebody({ email: (await emailOf(ada)).toUpperCase() })
    expect((await signIn(subject)).user?.id).toBe(ada.id)
    expect((await ada.call.identities.list()).items).toHaveLength(1)
  })

  test('is not, where only the provider has', async () => {
    const ada = await world.person('Ada')
    const subject = somebody({ email: await emailOf(ada) })
    expect(await refusalOf(signIn(subject))).toBe('auth.link_first')
    expect((await ada.call.identities.list()).items).toEqual([])
  })

  test('is not, and nobody learns that it is there, where the provider has not', async () => {
    const ada = await world.person('Ada')
    await prove(ada)
    const asAda = somebody({ email: await emailOf(ada), email_verified: false })
    const asNobody = somebody({ email_verified: false })
    expect(await refusalOf(signIn(asAda))).toBe('auth.identity_unproven')
    expect(await refusalOf(signIn(asNobody))).toBe('auth.identity_unproven')
    expect(await refusalOf(signIn(somebody({ email: 'no address' })))).toBe('auth.identity_unproven')
  })

  test('is not by itself, where a second factor would be passed by', async () => {
    const ada = await world.person('Ada')
    await prove(ada)
    const { secret } = await ada.call.secondFactor.begin()
    await ada.call.secondFactor.confirm({ code: openAuthenticatorApp(secret).codeAt(new Date()) })
    const subject = somebody({ email: await emailOf(ada) })
    expect(await refusalOf(signIn(subject))).toBe('auth.link_first')
    await link(await visitorWith(ada), subject)
    expect((await signIn(subject)).user?.id).toBe(ada.id)
  })
})

describe('from the settings', () => {
  test('an account there is linked to the one here, whatever its address', async () => {
    const ada = await world.person('Ada')
    const subject = somebody({ email_verified: false })
    expect(await link(await visitorWith(ada), subject)).toEqual({ returnTo: '/' })
    expect((await ada.call.identities.list()).items).toMatchObject([
      { provider: 'Example Organisation', email: `${subject}@example.com` },
    ])
    expect((await signIn(subject)).user?.id).toBe(ada.id)
  })

  test('one that signs in somebody else here is refused', async () => {
    const subject = somebody()
    const { user } = await signIn(subject)
    const ada = await world.person('Ada')
    expect(await refusalOf(link(await visitorWith(ada), subject))).toBe('auth.identity_taken')
    expect((await signIn(subject)).user?.id).toBe(user?.id)
  })

  test('only the session that began it finishes it', async () => {
    const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
    const subject = somebody()
    const visitor = await visitorWith(ada)
    const others = [await visitorWith(ada), await visitorWith(grace), visitorOf()]
    for (const other of others) expect(await refusalOf(link(visitor, subject, other))).toBe('auth.step_over')
    expect((await ada.call.identities.list()).items).toEqual([])
    await link(visitor, subject)
    expect((await ada.call.identities.list()).items).toHaveLength(1)
  })

  test('a session left alone neither begins a link nor removes one', async () => {
    const ada = await world.person('Ada')
    const visitor = await visitorWith(ada)
    await link(visitor, somebody())
    const call = await visitor.call()
    const [{ id: identityId } = { id: undefined }] = (await call.identities.list()).items
    await world.db
      .update(sessions)
      .set({ confirmedAt: new Date(Date.now() - 11 * 60_000) })
      .where(eq(sessions.userId, ada.id))
    expect(await refusalOf(call.identities.beginLink({}))).toBe('auth.confirm_first')
    if (!identityId) throw new Error('Nothing was linked')
    expect(await refusalOf(call.identities.remove({ identityId }))).toBe('auth.confirm_first')
  })

  test('each is removed by its owner alone, and the last way in stays', async () => {
    const { visitor } = await signIn(somebody())
    const call = await visitor.call()
    const [item] = (await call.identities.list()).items
    if (!item) throw new Error('Nothing was linked')
    const grace = await world.person('Grace')
    expect(await refusalOf(grace.call.identities.remove({ identityId: item.id }))).toBe('identity.not_found')
    expect(await refusalOf(call.identities.remove({ identityId: item.id }))).toBe('auth.last_way')
    await link(visitor, somebody())
    await call.identities.remove({ identityId: item.id })
    expect((await call.identities.list()).items).toHaveLength(1)
  })

  test('one of a provider that is not used any more is no way in', async () => {
    const { visitor, user } = await signIn(somebody())
    const call = await visitor.call()
    const [item] = (await call.identities.list()).items
    if (!item || !user) throw new Error('Nothing was linked')
    await world.db
      .insert(identities)
      .values({ userId: user.id, issuer: 'https://old.example.org/', subject: crypto.randomUUID() })
    expect((await call.identities.list()).items[1]).toMatchObject({ provider: 'old.example.org' })
    expect(await refusalOf(call.identities.remove({ identityId: item.id }))).toBe('auth.last_way')
  })
})

describe('who may make an account by it', () => {
  const having = (REGISTRATION: string) =>
    openTestWorld({
      databaseUrl: world.env.DATABASE_URL,
      settings: { ...provider.settings, REGISTRATION },
    })

  test.each([
    ['invite', 'auth.invite_needed'],
    ['closed', 'auth.registration_closed'],
  ])('is nobody uninvited where registering is %s, while who has one signs in', async (rule, code) => {
    const subject = somebody()
    const { user } = await signIn(subject)
    const strict = await having(rule)
    expect(await refusalOf(signIn(somebody(), { visitor: visitorOf(strict) }))).toBe(code)
    expect((await signIn(subject, { visitor: visitorOf(strict) })).user?.id).toBe(user?.id)
  })
})
