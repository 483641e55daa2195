import { recoveryCodes, secondFactors } from '@chatterly/db/schema/second-factors'
import { sessions } from '@chatterly/db/schema/auth'
import { users } from '@chatterly/db/schema/users'
import { TOTP_STEP_SECONDS } from '@chatterly/protocol/auth/second-factor'
import { Refusal } from '@chatterly/protocol/refusals'
import { openAuthenticatorApp } from '@chatterly/testing/authenticator-app'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { createCaller } from '../../router.ts'
import { refusalCodeOf } from '../../trpc.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { requireSecondFactor } from './require-second-factor.ts'

const HALF_MINUTE_MS = TOTP_STEP_SECONDS * 1000
const time = { now: Date.now() }
const world = await openTestWorld({ clock: { now: () => new Date(time.now) } })

beforeEach(() => {
  // Sessions begin by the clock of PostgreSQL.
  time.now = Date.now()
})

const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => refusalCodeOf(error) ?? (error instanceof Refusal ? error.code : String(error)),
  )

/** Of the half minute that is now, or of others beside it. */
function appWith(secret: string) {
  const app = openAuthenticatorApp(secret)
  return (off: number) => app.codeAt(new Date(time.now + off * HALF_MINUTE_MS))
}

async function enrol(person: Person) {
  const { secret } = await person.call.secondFactor.begin()
  const app = appWith(secret)
  const { recoveryCodes: codes } = await person.call.secondFactor.confirm({ code: app(0) })
  time.now += HALF_MINUTE_MS
  return { app, codes }
}

const enter = (person: Person, code?: string) => refusalOf(requireSecondFactor(world.world, person.id, code))

test('somebody with a password signs in with it and the code of their app', async () => {
  const ada = await world.person('Ada')
  const passwordHash = await hashPassword('correct horse')
  const [row] = await world.db.update(users).set({ passwordHash }).where(eq(users.id, ada.id)).returning()
  const login = (input: { password?: string; code?: string }) =>
    refusalOf(
      createCaller(world.anonymous()).auth.login({
        login: row?.email ?? '',
        password: 'correct horse',
        ...input,
      }),
    )
  expect(await login({})).toBeUndefined()
  const { app } = await enrol(ada)
  expect(await login({})).toBe('auth.code_required')
  expect(await login({ code: '000000' === app(0) ? '000001' : '000000' })).toBe('auth.wrong_code')
  expect(await login({ password: 'wrong', code: app(0) })).toBe('auth.wrong_credentials')
  expect(await login({ code: app(0) })).toBeUndefined()
})

test('a code counts once, also for two who come together', async () => {
  const ada = await world.person('Ada')
  const { app } = await enrol(ada)
  const together = await Promise.all([enter(ada, app(0)), enter(ada, app(0)), enter(ada, app(0))])
  expect(together.filter((code) => code === 'auth.wrong_code')).toHaveLength(2)
  expect(together.filter((code) => code === undefined)).toHaveLength(1)
  time.now += HALF_MINUTE_MS
  expect(await enter(ada, app(-1))).toBe('auth.wrong_code')
  expect(await enter(ada, ` ${app(0).slice(0, 3)} ${app(0).slice(3)} `)).toBeUndefined()
})

test('the code that confirmed the app does not sign in', async () => {
  const ada = await world.person('Ada')
  const { secret } = await ada.call.secondFactor.begin()
  const code = appWith(secret)(0)
  await ada.call.secondFactor.confirm({ code })
  expect(await enter(ada, code)).toBe('auth.wrong_code')
})

test('a code of somebody else is wrong, and so is their secret in one’s own row', async () => {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
  const [adas, graces] = [await enrol(ada), await enrol(grace)]
  expect(await enter(ada, graces.app(0))).toBe('auth.wrong_code')
  expect(await enter(ada, graces.codes[0])).toBe('auth.wrong_code')
  const [row] = await world.db.select().from(secondFactors).where(eq(secondFactors.userId, grace.id))
  await world.db
    .update(secondFactors)
    .set({ sealedSecret: row?.sealedSecret ?? '' })
    .where(eq(secondFactors.userId, ada.id))
  await expect(requireSecondFactor(world.world, ada.id, graces.app(0))).rejects.toThrow()
  expect(await enter(ada, adas.codes[0])).toBeUndefined()
})

test('ten recovery codes sign in once each, however they are typed', async () => {
  const ada = await world.person('Ada')
  const { codes } = await enrol(ada)
  expect(new Set(codes).size).toBe(10)
  const [first = '', second = ''] = codes
  expect(await enter(ada, first)).toBeUndefined()
  expect(await enter(ada, first)).toBe('auth.wrong_code')
  expect(await enter(ada, second.replaceAll('-', '  ').toUpperCase())).toBeUndefined()
  expect(await ada.call.secondFactor.get()).toMatchObject({ isOn: true, recoveryCodesLeft: 8 })

  const { recoveryCodes: renewed } = await ada.call.secondFactor.newRecoveryCodes()
  expect(await enter(ada, codes[2])).toBe('auth.wrong_code')
  expect(await enter(ada, renewed[2])).toBeUndefined()
})

test('what is stored makes no code', async () => {
  const ada = await world.person('Ada')
  const { secret } = await ada.call.secondFactor.begin()
  const { recoveryCodes: codes } = await ada.call.secondFactor.confirm({ code: appWith(secret)(0) })
  const rows = JSON.stringify([
    await world.db.select().from(secondFactors),
    await world.db.select().from(recoveryCodes),
  ])
  for (const code of codes) {
    expect(rows).not.toContain(code)
    expect(rows).not.toContain(code.replaceAll('-', ''))
  }
  expect(rows.toUpperCase()).not.toContain(secret)
  expect(rows).not.toContain(openAuthenticatorApp(secret).bytes.toString('base64url'))
})

test('the address for the app names the server, the person and the secret', async () => {
  const ada = await world.person('Ada')
  const { secret, uri } = await ada.call.secondFactor.begin()
  const url = new URL(uri)
  expect(decodeURIComponent(url.pathname)).toMatch(/\/Chatterly:ada-.*@example\.com$/)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    secret,
    issuer: 'Chatterly',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test('nothing is asked for before a code of the new app was right, in time', async () => {
  const ada = await world.person('Ada')
  const first = await ada.call.secondFactor.begin()
  expect(await enter(ada)).toBeUndefined()
  expect(await ada.call.secondFactor.get()).toMatchObject({ isOn: false, since: null })
  const second = await ada.call.secondFactor.begin()
  expect(await refusalOf(ada.call.secondFactor.confirm({ code: appWith(first.secret)(0) }))).toBe(
    'auth.wrong_code',
  )
  time.now += 16 * 60_000
  expect(await refusalOf(ada.call.secondFactor.confirm({ code: appWith(second.secret)(0) }))).toBe(
    'auth.enrolment_over',
  )
  expect(await refusalOf(ada.call.secondFactor.newRecoveryCodes())).toBe('auth.confirm_first')
  expect(await enter(ada)).toBeUndefined()
})

test('one that is on is neither replaced nor confirmed again, until it was removed', async () => {
  const ada = await world.person('Ada')
  expect(await refusalOf(ada.call.secondFactor.newRecoveryCodes())).toBe('auth.second_factor_off')
  const { app, codes } = await enrol(ada)
  expect(await refusalOf(ada.call.secondFactor.begin())).toBe('auth.second_factor_on')
  expect(await refusalOf(ada.call.secondFactor.confirm({ code: app(0) }))).toBe('auth.second_factor_on')
  expect(await ada.call.secondFactor.remove()).toMatchObject({ isOn: false, recoveryCodesLeft: 0 })
  expect(await enter(ada)).toBeUndefined()
  await enrol(ada)
  expect(await enter(ada, codes[5])).toBe('auth.wrong_code')
})

test('a session left alone neither begins nor removes one', async () => {
  const ada = await world.person('Ada')
  await enrol(ada)
  await world.db
    .update(sessions)
    .set({ confirmedAt: new Date(time.now - 11 * 60_000) })
    .where(eq(sessions.idHash, ada.ctx.actor?.sessionHash ?? ''))
  expect(await refusalOf(ada.call.secondFactor.remove())).toBe('auth.confirm_first')
  expect(await refusalOf(ada.call.secondFactor.newRecoveryCodes())).toBe('auth.confirm_first')
  expect(await refusalOf(ada.call.secondFactor.begin())).toBe('auth.confirm_first')
})

test('ten tries in a quarter of an hour, whatever they are', async () => {
  const strict = await openTestWorld({
    databaseUrl: world.env.DATABASE_URL,
    rateLimitScale: 1,
    clock: { now: () => new Date(time.now) },
  })
  const ada = await world.person('Ada')
  const { app } = await enrol(ada)
  const tryCode = (code: string) => refusalOf(requireSecondFactor(strict.world, ada.id, code))
  const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => tryCode(`not-a-code-${at}`)))
  expect(new Set(answers)).toEqual(new Set(['auth.wrong_code']))
  expect(await tryCode(app(0))).toBe('rate.limited')
})
