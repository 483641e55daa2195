import { sessions } from '@chatterly/db/schema/auth'
import { passkeys } from '@chatterly/db/schema/passkeys'
import { signInSteps } from '@chatterly/db/schema/sign-in-steps'
import { users } from '@chatterly/db/schema/users'
import { type Authenticator, createAuthenticator } from '@chatterly/testing/authenticator'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createCaller } from '../../router.ts'
import { sweepSteps } from '../steps/sign-in-step.ts'

const origin = 'https://chat.example.org'
const world = await openTestWorld({ settings: { PUBLIC_URL: origin } })

/** Somebody signed in, on a page of the server. */
async function personAt(name: string, page = origin): Promise<Person> {
  const person = await world.person(name)
  const ctx = { ...person.ctx, origin: page }
  return { ...person, ctx, call: createCaller(ctx) }
}

async function give(
  person: Person,
  device: Authenticator,
  lies: Parameters<Authenticator['create']>[1] = {},
  name = 'Key',
) {
  const { step, options } = await person.call.passkeys.beginRegistration()
  return person.call.passkeys.register({ step, name, response: device.create(options, lies) })
}

/** Somebody signed out comes with a device. */
async function arrive(device: Authenticator, lies: Parameters<Authenticator['get']>[1] = {}) {
  const visitor = openBrowser(world, { origin })
  const { step, options } = await (await visitor.call()).passkeys.beginSignIn()
  await (await visitor.call()).passkeys.signIn({ step, response: device.get(options, lies) })
  return (await (await visitor.call()).auth.me()).user?.id
}

async function adaWithDevice() {
  const ada = await personAt('Ada')
  const device = createAuthenticator({ origin })
  return { ada, device, passkey: await give(ada, device) }
}

test('a device signs its owner in, without a username, a password or a code', async () => {
  const { ada, device } = await adaWithDevice()
  const { secret } = await ada.call.secondFactor.begin()
  expect(secret).toBeTruthy()
  expect(await arrive(device)).toBe(ada.id)
  expect(await arrive(device)).toBe(ada.id)
  const [item] = (await ada.call.passkeys.list()).items
  expect(item).toMatchObject({ name: 'Key', isSynced: false, usedAt: expect.any(String) })
})

test('what is asked for finds its owner by itself, and asks for a finger or a PIN', async () => {
  const { ada, passkey } = await adaWithDevice()
  const { options } = await ada.call.passkeys.beginRegistration()
  expect(options).toMatchObject({
    rp: { id: 'chat.example.org' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  })
  const [row] = await world.db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
  expect(options.excludeCredentials.map(({ id }) => id)).toEqual([row?.credentialId])
  const { options: request } = await openBrowser(world, { origin })
    .call()
    .then((call) => call.passkeys.beginSignIn())
  expect(request).toMatchObject({ rpId: 'chat.example.org', userVerification: 'required' })
  expect(request.challenge).not.toBe(options.challenge)
})

describe('to sign in, refuses', () => {
  test.each([
    ['a page of another site', { origin: 'https://chat.example.org.evil.example' }],
    ['another server', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['a device that asked for no finger', { isVerified: false }],
    ['what was signed to make a passkey', { type: 'webauthn.create' }],
    ['a passkey nobody has', { credentialId: 'bm9ib2R5cw' }],
    ['somebody else than its owner', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('%s', async (_, lies) => {
    const { ada, device } = await adaWithDevice()
    expect(await refusalOf(arrive(device, lies))).toBe('auth.passkey_refused')
    expect(await arrive(device)).toBe(ada.id)
  })

  test('a counter that went back or stands still: a copy', async () => {
    const { ada, device } = await adaWithDevice()
    expect(await arrive(device, { counter: 7 })).toBe(ada.id)
    expect(await refusalOf(arrive(device, { counter: 7 }))).toBe('auth.passkey_refused')
    expect(await refusalOf(arrive(device, { counter: 3 }))).toBe('auth.passkey_refused')
    expect(await arrive(device, { counter: 8 })).toBe(ada.id)
  })

  test('the signature of another device in the name of a known passkey', async () => {
    const { ada, passkey } = await adaWithDevice()
    const { device: graces } = await adaWithDevice()
    const [row] = await world.db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
    const userHandle = Buffer.from(ada.id.replaceAll('-', ''), 'hex').toString('base64url')
    const forged = { credentialId: row?.credentialId ?? '', userHandle }
    expect(await refusalOf(arrive(graces, forged))).toBe('auth.passkey_refused')
  })

  test('the same answer twice, also together', async () => {
    const { device } = await adaWithDevice()
    const call = await openBrowser(world, { origin }).call()
    const { step, options } = await call.passkeys.beginSignIn()
    const response = device.get(options)
    const answers = await Promise.all([
      refusalOf(call.passkeys.signIn({ step, response })),
      refusalOf(call.passkeys.signIn({ step, response })),
    ])
    expect(new Set(answers)).toEqual(new Set([undefined, 'auth.step_over']))
  })

  test('a step that took too long, and sweeps it away', async () => {
    const { device } = await adaWithDevice()
    const call = await openBrowser(world, { origin }).call()
    const { step, options } = await call.passkeys.beginSignIn()
    await world.db.update(signInSteps).set({ expiresAt: new Date(Date.now() - 1) })
    expect(await refusalOf(call.passkeys.signIn({ step, response: device.get(options) }))).toBe(
      'auth.step_over',
    )
    const another = await call.passkeys.beginSignIn()
    await sweepSteps(world.world)
    expect(await world.db.$count(signInSteps)).toBe(1)
    await call.passkeys.signIn({ step: another.step, response: device.get(another.options) })
    expect(await world.db.$count(signInSteps)).toBe(0)
  })

  test('what was begun to register a passkey', async () => {
    const { ada, device } = await adaWithDevice()
    const { step, options } = await ada.call.passkeys.beginRegistration()
    const { challenge } = options
    const request = { rpId: options.rp.id, challenge, timeout: 1, userVerification: 'required' } as const
    const visitor = await openBrowser(world, { origin }).call()
    expect(await refusalOf(visitor.passkeys.signIn({ step, response: device.get(request) }))).toBe(
      'auth.step_over',
    )
  })

  test('a socket, which carries no cookie', async () => {
    const { device } = await adaWithDevice()
    const call = createCaller({ ...world.anonymous(), origin, setCookie: null })
    const { step, options } = await call.passkeys.beginSignIn()
    expect(await refusalOf(call.passkeys.signIn({ step, response: device.get(options) }))).toBe(
      'auth.http_only',
    )
  })
})

describe('to register, refuses', () => {
  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['another server', { rpId: 'evil.example' }],
    ['another challenge', { challenge: 'c29tZXRoaW5nIGVsc2U' }],
    ['a device that asked for no finger', { isVerified: false }],
    ['what was signed to sign in', { type: 'webauthn.get' }],
  ])('%s', async (_, lies) => {
    const ada = await personAt('Ada')
    expect(await refusalOf(give(ada, createAuthenticator({ origin }), lies))).toBe('auth.passkey_not_made')
    expect((await ada.call.passkeys.list()).items).toEqual([])
  })

  test('what another session has begun, of the same person too', async () => {
    const ada = await personAt('Ada')
    const { step, options } = await ada.call.passkeys.beginRegistration()
    const response = createAuthenticator({ origin }).create(options)
    const { actor } = await world.world.sessions.start(ada.id)
    const elsewhere = createCaller({ ...ada.ctx, actor })
    const grace = await personAt('Grace')
    for (const call of [elsewhere, grace.call])
      expect(await refusalOf(call.passkeys.register({ step, name: 'Key', response }))).toBe('auth.step_over')
    expect(await ada.call.passkeys.register({ step, name: 'Key', response })).toMatchObject({ name: 'Key' })
  })

  test('a passkey that somebody has, and leaves it to them', async () => {
    const { ada, passkey, device } = await adaWithDevice()
    const [row] = await world.db.select().from(passkeys).where(eq(passkeys.id, passkey.id))
    const grace = await personAt('Grace')
    const stolen = { credentialId: row?.credentialId ?? '' }
    expect(await refusalOf(give(grace, createAuthenticator({ origin }), stolen))).toBe(
      'auth.passkey_not_made',
    )
    expect(await arrive(device)).toBe(ada.id)
  })

  test('the twenty-first', async () => {
    const ada = await personAt('Ada')
    const row = { userId: ada.id, publicKey: '', counter: 0, transports: [], name: 'Key', isSynced: false }
    const rows = Array.from({ length: 20 }, () => ({ ...row, credentialId: crypto.randomUUID() }))
    await world.db.insert(passkeys).values(rows)
    expect(await refusalOf(give(ada, createAuthenticator({ origin })))).toBe('auth.too_many_passkeys')
  })

  test('a session left alone, for it and for removing one', async () => {
    const { ada, passkey } = await adaWithDevice()
    await world.db
      .update(sessions)
      .set({ confirmedAt: new Date(Date.now() - 11 * 60_000) })
      .where(eq(sessions.idHash, ada.ctx.actor?.sessionHash ?? ''))
    expect(await refusalOf(ada.call.passkeys.beginRegistration())).toBe('auth.confirm_first')
    expect(await refusalOf(ada.call.passkeys.remove({ passkeyId: passkey.id }))).toBe('auth.confirm_first')
  })

  test('a page by a bare address', async () => {
    const ada = await personAt('Ada', 'http://127.0.0.1:3000')
    expect(await refusalOf(ada.call.passkeys.beginRegistration())).toBe('auth.passkeys_need_name')
  })
})

describe('of one’s passkeys', () => {
  test('each is renamed and removed by its owner alone', async () => {
    const { ada, passkey } = await adaWithDevice()
    const grace = await personAt('Grace')
    const named = { passkeyId: passkey.id, name: 'Mine' }
    expect(await refusalOf(grace.call.passkeys.rename(named))).toBe('passkey.not_found')
    expect(await refusalOf(grace.call.passkeys.remove(named))).toBe('passkey.not_found')
    expect(await ada.call.passkeys.rename(named)).toMatchObject({ name: 'Mine' })
    await ada.call.passkeys.remove(named)
    expect((await ada.call.passkeys.list()).items).toEqual([])
  })

  test('a removed one signs nobody in', async () => {
    const { ada, device, passkey } = await adaWithDevice()
    await give(ada, createAuthenticator({ origin }), {}, 'Other')
    await ada.call.passkeys.remove({ passkeyId: passkey.id })
    expect(await refusalOf(arrive(device))).toBe('auth.passkey_refused')
  })

  test('the last stays where there is no other way in, also when two go together', async () => {
    const { ada, passkey } = await adaWithDevice()
    await world.db.update(users).set({ passwordHash: '' }).where(eq(users.id, ada.id))
    const other = await give(ada, createAuthenticator({ origin }), {}, 'Other')
    const answers = await Promise.all(
      [passkey, other].map(({ id }) => refusalOf(ada.call.passkeys.remove({ passkeyId: id }))),
    )
    expect(new Set(answers)).toEqual(new Set([undefined, 'auth.last_way']))
    const [row] = await world.db.select().from(passkeys).where(eq(passkeys.userId, ada.id))
    await world.db.update(users).set({ passwordHash: 'a password' }).where(eq(users.id, ada.id))
    await ada.call.passkeys.remove({ passkeyId: row?.id ?? passkey.id })
    expect((await ada.call.passkeys.list()).items).toEqual([])
  })
})
