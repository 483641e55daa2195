import { users } from '@chatterly/db/schema/users'
import type { UserId } from '@chatterly/protocol/ids'
import { createAuthenticator } from '@chatterly/testing/authenticator'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { startIdentityProvider } from '@chatterly/testing/identity-provider'
import { openTestWorld } from '@chatterly/testing/test-world'
import { openTrips } from '@chatterly/testing/trips-to-provider'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCaller } from '../router.ts'
import { hashPassword } from './passwords/passwords.ts'

const DAY_MS = 86_400_000
const PASSWORD = 'correct horse battery'
const origin = 'https://chat.example.org'
const provider = await startIdentityProvider({ publicUrl: origin })
afterAll(() => provider.stop())
const world = await openTestWorld({ settings: provider.settings })
const trips = openTrips({ provider, world })

/** One person who has every way to sign in. */
const ada = await world.person('Ada')
const ctx = { ...ada.ctx, origin }
const device = createAuthenticator({ origin })
const subject = trips.somebody({ email: ada.email })

beforeAll(async () => {
  const passwordHash = await hashPassword(PASSWORD)
  await world.db.update(users).set({ passwordHash, emailProvenAt: new Date() }).where(eq(users.id, ada.id))
  const call = createCaller(ctx)
  const { step, options } = await call.passkeys.beginRegistration()
  await call.passkeys.register({ step, name: 'Key', response: device.create(options) })
})

const asked = { login: ada.email, password: PASSWORD }
const ways: [string, () => Promise<unknown>][] = [
  ['auth.login', async () => (await openBrowser(world).call()).auth.login(asked)],
  ['auth.token', async () => (await openBrowser(world).call()).auth.token(asked)],
  [
    'passkeys.signIn',
    async () => {
      const call = await openBrowser(world).call()
      const { step, options } = await call.passkeys.beginSignIn()
      return call.passkeys.signIn({ step, response: device.get(options) })
    },
  ],
  ['a provider', () => trips.signIn(subject)],
]

async function askForDeletion(id: UserId, daysAgo: number): Promise<void> {
  const deletionRequestedAt = new Date(Date.now() - daysAgo * DAY_MS)
  await world.db.update(users).set({ deletionRequestedAt }).where(eq(users.id, id))
}

const requestedAt = async () =>
  (await world.db.select().from(users).where(eq(users.id, ada.id)))[0]?.deletionRequestedAt

describe('a deletion that was asked for', () => {
  test.each(ways)('is taken back by signing in with %s', async (_, signIn) => {
    await askForDeletion(ada.id, 29)
    await signIn()
    expect(await requestedAt()).toBeNull()
  })

  test.each(ways)('lets nobody in with %s once its day has come', async (_, signIn) => {
    await askForDeletion(ada.id, 31)
    expect(await refusalOf(signIn())).toBe('auth.wrong_credentials')
    expect(await requestedAt()).not.toBeNull()
  })
})
