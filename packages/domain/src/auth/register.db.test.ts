import { mails, proofs } from '@chatterly/db/schema/mails'
import { users } from '@chatterly/db/schema/users'
import { openTestWorld } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createCaller } from '../router.ts'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { openPostOffice } from '@chatterly/testing/post-office'

const post = await openPostOffice()
const proving = await openTestWorld({ settings: post.settings })
const trusting = await openTestWorld({ databaseUrl: proving.env.DATABASE_URL })

const account = () => {
  const username = `u${crypto.randomUUID().slice(0, 8)}`
  return { email: `${username}@example.com`, username, password: 'correct horse battery' }
}
const findUser = async (email: string) =>
  (await proving.db.select().from(users).where(eq(users.email, email)))[0]

describe('where an address has to be proved', () => {
  test('an account, and a session, begin at the link', async () => {
    const ada = account()
    const browser = openBrowser(proving)
    const answer = await (await browser.call()).auth.register({ ...ada, displayName: 'Ada' })
    expect(answer).toEqual({ user: null })
    expect(await browser.isSignedIn()).toBe(false)
    expect(await findUser(ada.email)).toBeUndefined()

    const { secret, mail } = await post.linkTo(proving, ada.email)
    expect(mail.subject).toBe('Finish signing up at Chatterly')
    expect(mail.text).toContain(`https://chat.example.org/prove-email#${secret}`)
    const { user } = await (await browser.call()).account.proveEmail({ secret })
    expect(user).toMatchObject({ email: ada.email, username: ada.username, displayName: 'Ada' })
    expect(await browser.isSignedIn()).toBe(true)
    expect(await (await browser.call()).account.get()).toMatchObject({ isEmailProven: true })
  })

  test('who has an account already gets the same answer, and a mail that says so', async () => {
    const ada = account()
    const browser = openBrowser(proving)
    await (await browser.call()).auth.register(ada)
    const first = await post.linkTo(proving, ada.email)
    await (await browser.call()).account.proveEmail({ secret: first.secret })

    const stranger = openBrowser(proving)
    const answer = await (await stranger.call()).auth.register({ ...account(), email: ada.email })
    expect(answer).toEqual({ user: null })
    await post.deliver(proving)
    const mail = await post.newestOf(ada.email, 2)
    expect(mail.subject).toBe('You have an account already')
    expect(mail.text).not.toContain('#')
  })

  test('nothing in the mail was chosen by whoever asked for it', async () => {
    const ada = { ...account(), username: `www.evil-${crypto.randomUUID().slice(0, 8)}.example` }
    await (await openBrowser(proving).call()).auth.register({ ...ada, displayName: 'Buy gold now' })
    const { mail } = await post.linkTo(proving, ada.email)
    expect(mail.raw).not.toContain('Buy gold')
    expect(mail.raw).not.toContain('evil')
  })

  test('an address nobody has proved belongs to nobody: whoever proves it first has it', async () => {
    const mallory = account()
    const ada = { ...account(), email: mallory.email }
    const call = await openBrowser(proving).call()
    await call.auth.register(mallory)
    await post.deliver(proving)
    await call.auth.register(ada)
    const { secret } = await post.linkTo(proving, ada.email)
    const { user } = await call.account.proveEmail({ secret })
    expect(user?.username).toBe(ada.username)
  })

  test('a username that was taken meanwhile can be changed with the same link', async () => {
    const [ada, grace] = [account(), account()]
    const call = await openBrowser(proving).call()
    await call.auth.register(ada)
    const { secret } = await post.linkTo(proving, ada.email)
    await call.auth.register({ ...grace, username: ada.username })
    const graces = await post.linkTo(proving, grace.email)
    await call.account.proveEmail({ secret: graces.secret })

    expect(await refusalOf(call.account.proveEmail({ secret }))).toBe('auth.username_taken')
    const { user } = await call.account.proveEmail({ secret, username: account().username })
    expect(user?.email).toBe(ada.email)
    expect(await refusalOf(call.auth.register({ ...account(), username: ada.username }))).toBe(
      'auth.username_taken',
    )
  })

  test('no secret is stored: not in PostgreSQL, not in Redis', async () => {
    const ada = account()
    await (await openBrowser(proving).call()).auth.register(ada)
    const { secret } = await post.linkTo(proving, ada.email)
    const rows = [...(await proving.db.select().from(proofs)), ...(await proving.db.select().from(mails))]
    expect(JSON.stringify(rows)).toContain(ada.email)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(rows)).not.toContain(ada.password)
    const redis = proving.redis.queue
    const jobs = await redis.keys('*:jobs:????????-*')
    const values = await Promise.all(jobs.map((key) => redis.hgetall(key)))
    expect(JSON.stringify(values)).toContain('mail.deliver')
    expect(JSON.stringify(values)).not.toContain(secret)
    expect(JSON.stringify(values)).not.toContain(ada.email)
  })

  test('the link’s end cannot be burnt over a socket', async () => {
    const ada = account()
    const browser = openBrowser(proving)
    await (await browser.call()).auth.register(ada)
    const { secret } = await post.linkTo(proving, ada.email)
    const socket = createCaller({ ...proving.anonymous(), setCookie: null })
    expect(await refusalOf(socket.account.proveEmail({ secret }))).toBe('auth.http_only')
    expect((await (await browser.call()).account.proveEmail({ secret })).user).not.toBeNull()
  })
})

describe('where an address need not be proved', () => {
  test('registering signs in at once, and the address may be proved later', async () => {
    const ada = account()
    const browser = openBrowser(trusting)
    const { user } = await (await browser.call()).auth.register(ada)
    expect(user?.email).toBe(ada.email)
    expect(await browser.isSignedIn()).toBe(true)
    expect(await (await browser.call()).account.get()).toEqual({
      email: ada.email,
      isEmailProven: false,
      hasPassword: true,
      deletionAt: null,
    })
  })

  test('without a mail server what needs a mail says so', async () => {
    const browser = openBrowser(trusting)
    const call = await browser.call()
    await call.auth.register(account())
    expect(await call.account.options()).toEqual({
      registration: 'open',
      emailProof: 'optional',
      sendsMail: false,
    })
    const signedIn = await browser.call()
    expect(await refusalOf(signedIn.account.requestEmailProof())).toBe('auth.mail_off')
    expect(await refusalOf(signedIn.account.changeEmail({ email: 'new@example.com' }))).toBe('auth.mail_off')
    expect(await refusalOf(call.account.requestPasswordReset({ email: 'a@example.com' }))).toBe(
      'auth.mail_off',
    )
  })
})

test('a closed server takes nobody in', async () => {
  const closed = await openTestWorld({
    databaseUrl: proving.env.DATABASE_URL,
    settings: { REGISTRATION: 'closed' },
  })
  const call = await openBrowser(closed).call()
  expect(await refusalOf(call.auth.register(account()))).toBe('auth.registration_closed')
  expect(await call.account.options()).toMatchObject({ registration: 'closed' })
})

test.each(['invite', 'closed'])(
  'an empty server takes the first one in, also where it is %s',
  async (mode) => {
    const empty = await openTestWorld({ settings: { REGISTRATION: mode } })
    const call = await openBrowser(empty).call()
    expect((await call.auth.register(account())).user).not.toBeNull()
    expect(await refusalOf(call.auth.register(account()))).toMatch(
      /^auth\.(invite_needed|registration_closed)$/,
    )
  },
)

const world = await openTestWorld()
const anonymous = createCaller(world.anonymous())
const register = (username: string) =>
  anonymous.auth.register({ email: `${username}@example.com`, username, password: 'correct horse battery' })

test('of those who come first at the same moment one is the administrator, and nobody after them', async () => {
  const first = await Promise.all(['ada', 'grace', 'mary', 'kay'].map(register))
  const { user: later } = await register('late')
  const roles = first.map(({ user }) => String(user?.role)).toSorted()
  expect(roles).toEqual(['administrator', 'member', 'member', 'member'])
  expect(later?.role).toBe('member')
})

test('a name that is taken is refused to the first as to others', async () => {
  await world.db.delete(users)
  const [one, other] = await Promise.allSettled([register('ada'), register('ada')])
  const outcomes = [one, other].map(({ status }) => status).sort()
  expect(outcomes).toEqual(['fulfilled', 'rejected'])
  const [left, ...more] = await world.db.select({ role: users.role }).from(users)
  expect({ left, more }).toEqual({ left: { role: 'administrator' }, more: [] })
})

test('a role cannot be asked for', async () => {
  const wish = { email: 'mallory@example.com', username: 'mallory', password: 'correct horse battery' }
  const { user } = await anonymous.auth.register(Object.assign({ role: 'administrator' }, wish))
  expect(user?.role).toBe('member')
})
