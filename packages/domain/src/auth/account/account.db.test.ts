import { proofs } from '@chatterly/db/schema/mails'
import { knownDevices } from '@chatterly/db/schema/auth'
import { users } from '@chatterly/db/schema/users'
import type { Clock } from '@chatterly/platform/clock'
import { openTestWorld } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createAccount } from '../create-account.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { openPostOffice } from '@chatterly/testing/post-office'

const clock: Clock & { aheadMs: number } = {
  aheadMs: 0,
  now: () => new Date(Date.now() + clock.aheadMs),
}
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const post = await openPostOffice()
const world = await openTestWorld({ settings: post.settings, clock })
const PASSWORD = 'correct horse battery'
const passwordHash = await hashPassword(PASSWORD)

/** Somebody with a password and a session in a browser. */
async function somebody() {
  const username = `u${crypto.randomUUID().slice(0, 8)}`
  const email = `${username}@example.com`
  const user = await createAccount(world.db, {
    email,
    username,
    displayName: 'Ada',
    passwordHash,
    emailProvenAt: null,
  })
  const browser = openBrowser(world)
  await (await browser.call()).auth.login({ login: email, password: PASSWORD })
  await post.deliver(world)
  return { ...user, browser }
}

const signInAs = async (email: string, password: string) => {
  const browser = openBrowser(world)
  await (await browser.call()).auth.login({ login: email, password })
  return browser
}
const rowOf = async (id: (typeof users.$inferSelect)['id']) =>
  (await world.db.select().from(users).where(eq(users.id, id)))[0]

async function later(ms: number, act: () => Promise<void>): Promise<void> {
  clock.aheadMs = ms
  try {
    await act()
  } finally {
    clock.aheadMs = 0
  }
}

async function resetLink(email: string) {
  await (await openBrowser(world).call()).account.requestPasswordReset({ email })
  return post.linkTo(world, email)
}

describe('a forgotten password', () => {
  test('is set anew by the link, which ends every session and signs nobody in', async () => {
    const ada = await somebody()
    const phone = await signInAs(ada.email, PASSWORD)
    const { secret, mail } = await resetLink(ada.email)
    expect(mail.text).toContain(`/reset-password#${secret}`)
    const visitor = openBrowser(world)
    await (await visitor.call()).account.resetPassword({ secret, password: 'a new horse battery' })

    for (const browser of [ada.browser, phone, visitor]) expect(await browser.isSignedIn()).toBe(false)
    expect(await refusalOf(signInAs(ada.email, PASSWORD))).toBe('auth.wrong_credentials')
    expect(await (await signInAs(ada.email, 'a new horse battery')).isSignedIn()).toBe(true)
    expect((await rowOf(ada.id))?.emailProvenAt).not.toBeNull()
    await post.deliver(world)
    expect(post.of(ada.email).map(({ subject }) => subject)).toContain('Your password was changed')
  })

  test('an address without an account gets the same answer and no mail', async () => {
    const call = await openBrowser(world).call()
    expect(await call.account.requestPasswordReset({ email: 'nobody@example.com' })).toEqual({})
    await post.deliver(world)
    expect(post.of('nobody@example.com')).toEqual([])
  })

  test('browsers that were known are not any more', async () => {
    const ada = await somebody()
    const devices = () => world.db.select().from(knownDevices).where(eq(knownDevices.userId, ada.id))
    expect(await devices()).toHaveLength(1)
    const { secret } = await resetLink(ada.email)
    await (await openBrowser(world).call()).account.resetPassword({ secret, password: 'a new horse battery' })
    expect(await devices()).toEqual([])
  })
})

describe('a link', () => {
  const reset = async (secret: string) =>
    (await openBrowser(world).call()).account.resetPassword({ secret, password: 'a new horse battery' })

  test('works once, also for two who come together', async () => {
    const { secret } = await resetLink((await somebody()).email)
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => refusalOf(reset(secret))))
    const over = outcomes.filter((outcome) => outcome === 'auth.link_over')
    expect([outcomes.length, over.length, outcomes.includes(undefined)]).toEqual([4, 3, true])
    expect(await refusalOf(reset(secret))).toBe('auth.link_over')
  })

  test('a refused password leaves it as it was', async () => {
    const ada = await somebody()
    const { secret } = await resetLink(ada.email)
    const call = await openBrowser(world).call()
    expect(await refusalOf(call.account.resetPassword({ secret, password: 'password123' }))).toBe(
      'auth.password_common',
    )
    expect(await refusalOf(reset(secret))).toBeUndefined()
  })

  test('ends by itself', async () => {
    const ada = await somebody()
    const { secret } = await resetLink(ada.email)
    await later(61 * MINUTE_MS, async () => expect(await refusalOf(reset(secret))).toBe('auth.link_over'))
    await later(59 * MINUTE_MS, async () => expect(await refusalOf(reset(secret))).toBeUndefined())
  })

  test('is for one thing: a link that proves an address sets no password', async () => {
    const ada = await somebody()
    await (await ada.browser.call()).account.requestEmailProof()
    const { secret } = await post.linkTo(world, ada.email)
    expect(await refusalOf(reset(secret))).toBe('auth.link_over')
    const other = await resetLink((await somebody()).email)
    const call = await openBrowser(world).call()
    expect(await refusalOf(call.account.proveEmail({ secret: other.secret }))).toBe('auth.link_over')
    expect(await call.account.proveEmail({ secret })).toEqual({ user: null })
  })

  test('is for one person: pointed at somebody else, it opens nothing', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const { secret } = await resetLink(ada.email)
    await world.db.update(proofs).set({ userId: grace.id }).where(eq(proofs.email, ada.email))
    expect(await refusalOf(reset(secret))).toBe('auth.link_over')
    expect((await rowOf(grace.id))?.passwordHash).toBe(passwordHash)
  })

  test('cannot be guessed: 256 bits, and nothing near them opens', async () => {
    const { secret } = await resetLink((await somebody()).email)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    const near = [
      secret.slice(0, -1),
      `${secret}A`,
      secret.toLowerCase(),
      '%',
      "' or true --",
      'A'.repeat(43),
    ]
    for (const guess of near) expect(await refusalOf(reset(guess)), guess).toBe('auth.link_over')
    const hash = (await world.db.select().from(proofs)).at(-1)?.secretHash ?? ''
    expect(await refusalOf(reset(hash))).toBe('auth.link_over')
    expect(await refusalOf(reset(secret))).toBeUndefined()
  })

  test('of two mails the later one counts', async () => {
    const ada = await somebody()
    await (await openBrowser(world).call()).account.requestPasswordReset({ email: ada.email })
    const first = await post.linkTo(world, ada.email)
    await (await openBrowser(world).call()).account.requestPasswordReset({ email: ada.email })
    const second = await post.linkTo(world, ada.email)
    expect(await refusalOf(reset(second.secret))).toBeUndefined()
    expect(await refusalOf(reset(first.secret))).toBe('auth.link_over')
  })
})

describe('changing the password', () => {
  test('ends every other session, and no link that was on its way works', async () => {
    const ada = await somebody()
    const phone = await signInAs(ada.email, PASSWORD)
    const { secret } = await resetLink(ada.email)
    const call = await ada.browser.call()
    await call.account.changePassword({ currentPassword: PASSWORD, password: 'a new horse battery' })
    expect([await ada.browser.isSignedIn(), await phone.isSignedIn()]).toEqual([true, false])
    expect(await refusalOf(call.account.resetPassword({ secret, password: 'another horse battery' }))).toBe(
      'auth.link_over',
    )
  })

  test('needs the present one, and a good new one', async () => {
    const call = await (await somebody()).browser.call()
    const change = (currentPassword: string, password: string) =>
      refusalOf(call.account.changePassword({ currentPassword, password }))
    expect(await change('wrong', 'a new horse battery')).toBe('auth.wrong_password')
    expect(await change(PASSWORD, 'letmein123')).toBe('auth.password_common')
    expect(await change(PASSWORD, 'a new horse battery')).toBeUndefined()
  })

  test('who signs in with the old one just then has no session either', async () => {
    const ada = await somebody()
    const racing = Array.from({ length: 5 }, async () => {
      const browser = openBrowser(world)
      const refusal = await refusalOf(
        browser.call().then((call) => call.auth.login({ login: ada.email, password: PASSWORD })),
      )
      return { browser, refusal }
    })
    const call = await ada.browser.call()
    await call.account.changePassword({ currentPassword: PASSWORD, password: 'a new horse battery' })
    for (const { browser } of await Promise.all(racing)) expect(await browser.isSignedIn()).toBe(false)
  })
})

describe('changing the address', () => {
  test('is proved at the new one and told at the old one', async () => {
    const ada = await somebody()
    const email = `new-${ada.email}`
    const call = await ada.browser.call()
    await call.account.changeEmail({ email })
    expect((await call.account.get()).email).toBe(ada.email)

    const reset = await resetLink(ada.email)
    const { secret } = await post.linkTo(world, email)
    await call.account.proveEmail({ secret })
    expect(await call.account.get()).toMatchObject({ email, isEmailProven: true })
    await post.deliver(world)
    const told = post.of(ada.email).at(-1)
    expect(told?.subject).toBe('Your address was changed')
    expect(told?.raw).not.toContain(email)
    expect(
      await refusalOf(call.account.resetPassword({ secret: reset.secret, password: 'a new horse battery' })),
    ).toBe('auth.link_over')
  })

  test('to one that has an account tells only its owner', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const call = await ada.browser.call()
    expect(await call.account.changeEmail({ email: grace.email })).toEqual({})
    await post.deliver(world)
    expect(post.of(grace.email).at(-1)?.subject).toBe('You have an account already')
  })

  test('to one that is taken just before the link is opened is refused', async () => {
    const ada = await somebody()
    const email = `wanted-${ada.email}`
    const call = await ada.browser.call()
    await call.account.changeEmail({ email })
    const { secret } = await post.linkTo(world, email)
    await createAccount(world.db, {
      email,
      username: `${ada.username}-2`,
      displayName: 'Grace',
      passwordHash: '',
      emailProvenAt: null,
    })
    expect(await refusalOf(call.account.proveEmail({ secret }))).toBe('auth.email_taken')
    expect((await call.account.get()).email).toBe(ada.email)
  })
})

describe('what matters', () => {
  test('asks for the password again once the sign-in is a while ago', async () => {
    const ada = await somebody()
    const call = await ada.browser.call()
    await later(11 * MINUTE_MS, async () => {
      const newEmail = { email: `later-${ada.email}` }
      expect(await refusalOf(call.account.changeEmail(newEmail))).toBe('auth.confirm_first')
      expect(await refusalOf(call.account.requestDeletion())).toBe('auth.confirm_first')
      expect(await refusalOf(call.auth.confirm({ password: 'wrong' }))).toBe('auth.wrong_password')
      expect(await refusalOf(call.account.requestDeletion())).toBe('auth.confirm_first')
      await call.auth.confirm({ password: PASSWORD })
      expect(await refusalOf(call.account.requestDeletion())).toBeUndefined()
    })
  })

  test('a password confirmed in one browser confirms nothing in another', async () => {
    const ada = await somebody()
    const phone = await signInAs(ada.email, PASSWORD)
    await later(11 * MINUTE_MS, async () => {
      await (await phone.call()).auth.confirm({ password: PASSWORD })
      expect(await refusalOf((await ada.browser.call()).account.requestDeletion())).toBe('auth.confirm_first')
    })
  })
})

describe('deletion', () => {
  test('is announced, ends other sessions, and is taken back by hand or by signing in', async () => {
    const ada = await somebody()
    const phone = await signInAs(ada.email, PASSWORD)
    const call = await ada.browser.call()
    const { deletionAt } = await call.account.requestDeletion()
    expect(Date.parse(deletionAt ?? '') - Date.now()).toBeGreaterThan(29 * DAY_MS)
    expect(await phone.isSignedIn()).toBe(false)
    expect((await call.account.requestDeletion()).deletionAt).toBe(deletionAt)
    await post.deliver(world)
    expect(post.of(ada.email).at(-1)?.subject).toBe('Your account will be deleted')

    expect((await call.account.cancelDeletion()).deletionAt).toBeNull()
    await call.account.requestDeletion()
    await signInAs(ada.email, PASSWORD)
    expect((await call.account.get()).deletionAt).toBeNull()
  })

  test('once it is due, nobody signs in any more', async () => {
    const ada = await somebody()
    await (await ada.browser.call()).account.requestDeletion()
    await later(31 * DAY_MS, async () => {
      expect(await refusalOf(signInAs(ada.email, PASSWORD))).toBe('auth.wrong_credentials')
      await (await openBrowser(world).call()).account.requestPasswordReset({ email: ada.email })
      const before = post.of(ada.email).length
      await post.deliver(world)
      expect(
        post
          .of(ada.email)
          .slice(before)
          .map(({ subject }) => subject),
      ).not.toContain('Set a new password')
    })
    expect((await rowOf(ada.id))?.deletionRequestedAt).not.toBeNull()
  })
})
