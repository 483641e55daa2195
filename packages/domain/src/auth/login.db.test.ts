import { users } from '@chatterly/db/schema/users'
import { rateLimits } from '@chatterly/protocol/limits'
import { openTestWorld } from '@chatterly/testing/test-world'
import { hash } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createAccount } from './create-account.ts'
import { hashPassword } from './passwords/passwords.ts'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { openPostOffice } from '@chatterly/testing/post-office'

const post = await openPostOffice()
const settings = { ...post.settings, EMAIL_PROOF: 'optional' }
const world = await openTestWorld({ settings })
const limited = await openTestWorld({ databaseUrl: world.env.DATABASE_URL, rateLimitScale: 1, settings })
const PASSWORD = 'correct horse battery'
const passwordHash = await hashPassword(PASSWORD)
/** Passwords that are hashed for nothing are what these tests cost. */
const GUESSES = rateLimits.loginOfAccount.points

async function somebody(changes: { passwordHash?: string } = {}) {
  const username = `u${crypto.randomUUID().slice(0, 8)}`
  const account = { email: `${username}@example.com`, username, displayName: 'Ada', emailProvenAt: null }
  return createAccount(world.db, { ...account, passwordHash, ...changes })
}

let hosts = 0
const addressOfItsOwn = () => `192.0.2.${++hosts}`

async function tryFrom(browser: ReturnType<typeof openBrowser>, login: string, password: string) {
  return refusalOf((await browser.call()).auth.login({ login, password }))
}

describe('guessing at somebody’s password', () => {
  test('ends after some tries, wherever they come from, and does not lock the victim out', async () => {
    const ada = await somebody()
    const laptop = openBrowser(limited, { address: addressOfItsOwn() })
    expect(await tryFrom(laptop, ada.email, PASSWORD)).toBeUndefined()
    await (await laptop.call()).auth.logout()

    const guesses: (string | undefined)[] = []
    for (let n = 0; n < GUESSES + 1; n++) {
      const stranger = openBrowser(limited, { address: addressOfItsOwn() })
      guesses.push(await tryFrom(stranger, ada.email, `guess ${n}`))
    }
    expect(new Set(guesses.slice(0, GUESSES - 1))).toEqual(new Set(['auth.wrong_credentials']))
    expect(guesses.at(-1)).toBe('rate.limited')

    const elsewhere = openBrowser(limited, { address: addressOfItsOwn() })
    expect(await tryFrom(elsewhere, ada.email, PASSWORD)).toBe('rate.limited')
    expect(await tryFrom(laptop, ada.email, PASSWORD)).toBeUndefined()
  })

  test('ends also in a browser the victim signed in from', async () => {
    const [ada, grace] = [await somebody(), await somebody()]
    const shared = openBrowser(limited, { address: addressOfItsOwn() })
    expect(await tryFrom(shared, ada.email, PASSWORD)).toBeUndefined()
    const guesses = []
    for (let n = 0; n <= GUESSES; n++) guesses.push(await tryFrom(shared, ada.email, `guess ${n}`))
    expect(guesses.at(-1)).toBe('rate.limited')
    // Known to one person is not known to another.
    expect(await tryFrom(shared, grace.email, PASSWORD)).toBeUndefined()
  })

  test('gains nothing by writing the address in another way', async () => {
    const ada = await somebody()
    const email = `k${ada.email}`
    await world.db.update(users).set({ email }).where(eq(users.id, ada.id))
    // The Kelvin sign becomes a k in lower case.
    const spellings = [email, email.toUpperCase(), `  ${email}\t`, email.replace('k', '\u212a')]
    const guesses: (string | undefined)[] = []
    for (let n = 0; n <= GUESSES; n++) {
      const stranger = openBrowser(limited, { address: addressOfItsOwn() })
      guesses.push(await tryFrom(stranger, spellings[n % spellings.length] ?? '', 'a wrong password'))
    }
    expect(guesses.at(-2)).toBe('auth.wrong_credentials')
    expect(guesses.at(-1)).toBe('rate.limited')
    const [anywhere, right] = [openBrowser(world), spellings[3] ?? '']
    expect(await tryFrom(anywhere, right, PASSWORD)).toBeUndefined()
  })
})

test('all addresses of one IPv6 network share its tries, another network has its own', async () => {
  const limit = rateLimits.mail.points
  const ask = async (address: string) => {
    const call = await openBrowser(limited, { address }).call()
    return refusalOf(call.account.requestPasswordReset({ email: `${crypto.randomUUID()}@example.com` }))
  }
  for (let n = 0; n < limit; n++) expect(await ask(`2001:db8:7:7::${n}`)).toBeUndefined()
  expect(await ask('2001:db8:7:7:ffff::1')).toBe('rate.limited')
  expect(await ask('2001:db8:7:8::1')).toBeUndefined()
})

test('nobody is mailed more than a few times an hour, with or without an account', async () => {
  const ada = await somebody()
  for (const email of [ada.email, `nobody-${ada.email}`]) {
    const answers = []
    for (let n = 0; n <= rateLimits.mailOfAccount.points; n++) {
      const call = await openBrowser(limited, { address: addressOfItsOwn() }).call()
      answers.push(await refusalOf(call.account.requestPasswordReset({ email })))
    }
    expect(answers.slice(0, -1).every((answer) => answer === undefined)).toBe(true)
    expect(answers.at(-1)).toBe('rate.limited')
  }
})

describe('a sign-in from a browser that is not known', () => {
  test('is told by mail, once for each browser', async () => {
    const ada = await somebody()
    const laptop = openBrowser(world)
    await tryFrom(laptop, ada.email, PASSWORD)
    await post.deliver(world)
    expect(post.of(ada.email).map(({ subject }) => subject)).toEqual(['You signed in from a new browser'])
    await (await laptop.call()).auth.logout()
    await tryFrom(laptop, ada.email, PASSWORD)
    await post.deliver(world)
    expect(post.of(ada.email)).toHaveLength(1)
    await tryFrom(openBrowser(world), ada.email, PASSWORD)
    await post.deliver(world)
    expect(post.of(ada.email)).toHaveLength(2)
  })

  test('is no news when the account has just begun there', async () => {
    const username = `u${crypto.randomUUID().slice(0, 8)}`
    const email = `${username}@example.com`
    const browser = openBrowser(world)
    await (await browser.call()).auth.register({ email, username, password: PASSWORD })
    await (await browser.call()).auth.logout()
    await tryFrom(browser, email, PASSWORD)
    await post.deliver(world)
    expect(post.of(email).map(({ subject }) => subject)).toEqual(['Confirm your address'])
  })

  test('leaves an id behind of which only the hash is kept', async () => {
    const ada = await somebody()
    const laptop = openBrowser(world)
    await tryFrom(laptop, ada.email, PASSWORD)
    const id = laptop.jar.get('__Host-chatterly-device') ?? ''
    expect(Buffer.from(id, 'base64url')).toHaveLength(32)
    const { rows } = await world.db.execute('select * from known_devices')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(id)
  })
})

test('a password hashed at an older cost is hashed anew when it is next given', async () => {
  const older = await hash(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 })
  const ada = await somebody({ passwordHash: older })
  const browser = openBrowser(world)
  expect(await tryFrom(browser, ada.email, PASSWORD)).toBeUndefined()
  const [row] = await world.db.select().from(users).where(eq(users.id, ada.id))
  expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await tryFrom(browser, ada.email, PASSWORD)).toBeUndefined()
})
