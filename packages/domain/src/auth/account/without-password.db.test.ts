import { sessions } from '@chatterly/db/schema/auth'
import { users } from '@chatterly/db/schema/users'
import { createAuthenticator } from '@chatterly/testing/authenticator'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { openTrips } from '@chatterly/testing/trips-to-provider'
import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { createCaller } from '../../router.ts'

const PASSWORD = 'correct horse battery'
const provider = await startIdentityProvider({ publicUrl: 'https://chat.example.org' })
afterAll(() => provider.stop())
const world = await openTestWorld({ settings: provider.settings })
const trips = openTrips({ provider, world })

/** Somebody whose account a provider or a passkey has made. */
async function somebody(): Promise<Person> {
  const person = await world.person('Ada')
  await world.db.update(users).set({ passwordHash: '' }).where(eq(users.id, person.id))
  return person
}

const leaveAlone = (person: Person) =>
  world.db
    .update(sessions)
    .set({ confirmedAt: new Date(Date.now() - 11 * 60_000) })
    .where(eq(sessions.userId, person.id))

async function deviceOf(person: Person) {
  const device = createAuthenticator({ origin: 'https://chat.example.org' })
  const { step, options } = await person.call.passkeys.beginRegistration()
  await person.call.passkeys.register({ step, name: 'Key', response: device.create(options) })
  return device
}

async function confirm(person: Person, device: Awaited<ReturnType<typeof deviceOf>>) {
  const { step, options } = await person.call.passkeys.beginSignIn()
  return person.call.passkeys.confirm({ step, response: device.get(options) })
}

describe('a first password', () => {
  test('is set without a present one, signs in, and ends other sessions', async () => {
    const ada = await somebody()
    const elsewhere = await world.world.sessions.start(ada.id)
    expect(await ada.call.account.get()).toMatchObject({ hasPassword: false })
    await ada.call.account.changePassword({ password: PASSWORD })
    expect(await ada.call.account.get()).toMatchObject({ hasPassword: true })
    expect((await world.world.sessions.identify(elsewhere.cookie)).actor).toBeNull()
    const browser = openBrowser(world)
    await (await browser.call()).auth.login({ login: ada.email, password: PASSWORD })
    expect(await browser.isSignedIn()).toBe(true)
  })

  test('is not set by a session that was left alone', async () => {
    const ada = await somebody()
    await leaveAlone(ada)
    expect(await refusalOf(ada.call.account.changePassword({ password: PASSWORD }))).toBe(
      'auth.confirm_first',
    )
    expect(await ada.call.account.get()).toMatchObject({ hasPassword: false })
  })

  test('is not one where there is one already', async () => {
    const ada = await world.person('Ada')
    expect(await refusalOf(ada.call.account.changePassword({ password: PASSWORD }))).toBe(
      'auth.wrong_password',
    )
  })

  test('is held against what everybody knows, as any other', async () => {
    const ada = await somebody()
    expect(await refusalOf(ada.call.account.changePassword({ password: 'password' }))).toBe(
      'auth.password_common',
    )
  })
})

describe('whoever has none shows again who they are', () => {
  test('with a passkey', async () => {
    const ada = await somebody()
    const device = await deviceOf(ada)
    await leaveAlone(ada)
    expect(await refusalOf(ada.call.auth.confirm({ password: PASSWORD }))).toBe('auth.no_password')
    expect(await refusalOf(ada.call.secondFactor.begin())).toBe('auth.confirm_first')
    await confirm(ada, device)
    expect(await refusalOf(ada.call.secondFactor.begin())).toBeUndefined()
  })

  test('with their own passkey only, for their own session only, and once', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const [adas, graces] = [await deviceOf(ada), await deviceOf(grace)]
    const elsewhere = await world.world.sessions.start(ada.id)
    await leaveAlone(ada)
    expect(await refusalOf(confirm(ada, graces))).toBe('auth.passkey_refused')
    const { step, options } = await ada.call.passkeys.beginSignIn()
    const answer = { step, response: adas.get(options) }
    await ada.call.passkeys.confirm(answer)
    expect(await refusalOf(ada.call.passkeys.confirm(answer))).toBe('auth.step_over')
    const other = createCaller({ ...ada.ctx, actor: elsewhere.actor })
    expect(await refusalOf(other.secondFactor.begin())).toBe('auth.confirm_first')
  })

  test('by signing in anew at the provider', async () => {
    const subject = trips.somebody()
    const { visitor } = await trips.signIn(subject)
    const { actor } = await world.world.sessions.identify(visitor.cookieHeader())
    await world.db
      .update(sessions)
      .set({ confirmedAt: new Date(0) })
      .where(eq(sessions.idHash, actor?.sessionHash ?? ''))
    expect(await refusalOf((await visitor.call()).secondFactor.begin())).toBe('auth.confirm_first')
    await trips.signIn(subject, { visitor })
    expect(await refusalOf((await visitor.call()).secondFactor.begin())).toBeUndefined()
  })
})
