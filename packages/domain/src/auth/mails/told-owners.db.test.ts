import { users } from '@chatterly/db/schema/users'
import { createAuthenticator } from '@chatterly/testing/authenticator'
import { openAuthenticatorApp } from '@chatterly/testing/authenticator-app'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openPostOffice } from '@chatterly/testing/post-office'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { openTrips } from '@chatterly/testing/trips-to-provider'
import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { requireSecondFactor } from '../second-factor/require-second-factor.ts'

const post = await openPostOffice()
const provider = await startIdentityProvider({ publicUrl: post.settings.PUBLIC_URL })
afterAll(() => provider.stop())
const world = await openTestWorld({ settings: { ...provider.settings, ...post.settings } })
const trips = openTrips({ provider, world })
const origin = post.settings.PUBLIC_URL

/** What somebody was told, the earliest first. */
async function toldTo({ email }: { email: string }) {
  await post.deliver(world)
  return post.of(email).map(({ subject }) => subject)
}

async function enrol(person: Person): Promise<string[]> {
  const { secret } = await person.call.secondFactor.begin()
  const code = openAuthenticatorApp(secret).codeAt(new Date())
  return (await person.call.secondFactor.confirm({ code })).recoveryCodes
}

async function give(person: Person) {
  const device = createAuthenticator({ origin })
  const { step, options } = await person.call.passkeys.beginRegistration()
  const response = device.create(options)
  return { device, ...(await person.call.passkeys.register({ step, name: 'Key', response })) }
}

test('of a second factor and its recovery codes', async () => {
  const ada = await world.person('Ada')
  await enrol(ada)
  const { recoveryCodes } = await ada.call.secondFactor.newRecoveryCodes()
  await requireSecondFactor(world.world, ada.id, recoveryCodes[0])
  await ada.call.secondFactor.remove()
  expect(await toldTo(ada)).toEqual([
    'A second factor was added',
    'You have new recovery codes',
    'A recovery code was used',
    'Your second factor was removed',
  ])
})

test('of a passkey, by no word that somebody chose for it', async () => {
  const ada = await world.person('Ada')
  const { id: passkeyId } = await give(ada)
  await ada.call.passkeys.rename({ passkeyId, name: 'https://evil.example' })
  await ada.call.passkeys.remove({ passkeyId })
  expect(await toldTo(ada)).toEqual(['A passkey was added', 'A passkey was removed'])
  for (const { text } of post.of(ada.email)) expect(text).not.toContain('evil')
})

test('of an account elsewhere, by the name of the provider', async () => {
  const ada = await world.person('Ada')
  await world.db.update(users).set({ emailProvenAt: new Date() }).where(eq(users.id, ada.id))
  const subject = trips.somebody({ email: ada.email })
  await trips.signIn(subject)
  await trips.signIn(subject)
  const [item] = (await ada.call.identities.list()).items
  if (item) await ada.call.identities.remove({ identityId: item.id })
  const told = await toldTo(ada)
  expect(told.filter((subjectLine) => subjectLine.startsWith('An account'))).toEqual([
    'An account elsewhere was linked',
    'An account elsewhere was taken away',
  ])
  expect(post.of(ada.email)[0]?.text).toContain('An account at Example Organisation signs in')
})

describe('nobody is told', () => {
  test('of what did not happen', async () => {
    const ada = await world.person('Ada')
    await ada.call.secondFactor.begin()
    await ada.call.secondFactor.remove()
    await world.db.update(users).set({ passwordHash: '' }).where(eq(users.id, ada.id))
    const { id: passkeyId } = await give(ada)
    expect(await refusalOf(ada.call.passkeys.remove({ passkeyId }))).toBe('auth.last_way')
    expect(await refusalOf(ada.call.secondFactor.confirm({ code: '000000' }))).toBe('auth.enrolment_over')
    expect(await toldTo(ada)).toEqual(['A passkey was added'])
  })

  test('of the account they have just made', async () => {
    const subject = trips.somebody()
    const { user } = await trips.signIn(subject)
    expect(await toldTo(user ?? { email: '' })).toEqual([])
  })
})

describe('a sign-in without a password, from a browser that is not known, is told', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

  async function arrive(person: Person, userAgent: string) {
    const { device } = await give(person)
    const browser = openBrowser(world, { userAgent })
    const { step, options } = await (await browser.call()).passkeys.beginSignIn()
    await (await browser.call()).passkeys.signIn({ step, response: device.get(options) })
    await toldTo(person)
    return post.of(person.email).at(-1)
  }

  test('with words for the device', async () => {
    const mail = await arrive(await world.person('Ada'), FIREFOX)
    expect(mail).toMatchObject({ subject: 'You signed in from a new browser' })
    expect(mail?.text).toContain('not known before: Firefox on Linux.')
  })

  test('in no words of whoever signs in', async () => {
    const mail = await arrive(await world.person('Ada'), 'evil.example.com/1.0')
    expect(mail?.text).toContain('not known before: an unknown device.')
    expect(mail?.text).not.toContain('evil')
  })

  test('for a provider too, once for a browser', async () => {
    const subject = trips.somebody()
    const { user } = await trips.signIn(subject)
    const { visitor } = await trips.signIn(subject)
    await trips.signIn(subject, { visitor })
    expect(await toldTo(user ?? { email: '' })).toEqual(['You signed in from a new browser'])
  })
})
