import type { Clock } from '@chatterly/platform/clock'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { refusals } from '@chatterly/protocol/refusals'
import { openBrowser, refusalOf } from '@chatterly/testing/browser'
import { openPostOffice } from '@chatterly/testing/post-office'
import { createInvite } from './create-invite.ts'
import { listInvites } from './queries.ts'
import { revokeInvite } from './revoke-invite.ts'
import { toInviteView } from './view.ts'

const DAY_MS = 86_400_000
const clock: Clock & { aheadMs: number } = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }

const post = await openPostOffice()
const world = await openTestWorld({ settings: { ...post.settings, REGISTRATION: 'invite' }, clock })
const silent = await openTestWorld({
  databaseUrl: world.env.DATABASE_URL,
  settings: { REGISTRATION: 'invite' },
})
const kay: Person = await world.person('Kay <kay@evil.example>')

const account = (email?: string) => {
  const username = `u${crypto.randomUUID().slice(0, 8)}`
  return { email: email ?? `${username}@example.com`, username, password: 'correct horse battery' }
}
const registerAt = async (place: typeof world, input: ReturnType<typeof account> & { invite?: string }) =>
  (await openBrowser(place).call()).auth.register(input)
const secretOf = (link: string | null) => link?.split('#')[1] ?? ''

describe('where only who was invited may register', () => {
  test('nobody else does', async () => {
    expect(await refusalOf(registerAt(world, account()))).toBe('auth.invite_needed')
    expect(await refusalOf(registerAt(world, { ...account(), invite: 'made up' }))).toBe(
      'auth.invite_not_found',
    )
  })

  test('a mailed invitation proves its address: its account begins at once, and once', async () => {
    const ada = account()
    const { invite, link } = await createInvite(kay.ctx, { email: ada.email })
    expect(link).toBeNull()
    const { secret, mail } = await post.linkTo(world, ada.email)
    expect(mail.text).toContain(`/register#${secret}`)
    expect(mail.html).toContain('Kay &lt;kay@evil.example&gt; invites you')

    expect(await refusalOf(registerAt(world, { ...account(), invite: secret }))).toBe('auth.invite_not_found')
    const browser = openBrowser(world)
    const { user } = await (await browser.call()).auth.register({ ...ada, invite: secret })
    expect(user?.email).toBe(ada.email)
    expect(await (await browser.call()).account.get()).toMatchObject({ isEmailProven: true })
    expect(await refusalOf(registerAt(world, { ...ada, invite: secret }))).toBe('auth.invite_not_found')
    expect((await listInvites(world.db)).map(toInviteView)).toContainEqual(
      expect.objectContaining({ id: invite.id, email: ada.email, usedAt: expect.any(String) }),
    )
  })

  test('one that is handed over is used up at the link, by whoever proves an address first', async () => {
    const { link } = await createInvite(kay.ctx, {})
    expect(link).toMatch(/^https:\/\/chat\.example\.org\/register#[\w-]{43}$/)
    const [ada, grace] = [account(), account()]
    const invite = secretOf(link)
    expect(await registerAt(world, { ...ada, invite })).toEqual({ user: null })
    expect(await registerAt(world, { ...grace, invite })).toEqual({ user: null })
    const call = await openBrowser(world).call()
    const [adas, graces] = [await post.linkTo(world, ada.email), await post.linkTo(world, grace.email)]
    expect((await call.account.proveEmail({ secret: adas.secret })).user?.email).toBe(ada.email)
    expect(await refusalOf(call.account.proveEmail({ secret: graces.secret }))).toBe('auth.invite_not_found')
  })

  test('of two who use one at once, one is in', async () => {
    const invite = secretOf((await createInvite({ ...kay.ctx, ...silent.world }, {})).link)
    const outcomes = await Promise.all(
      [account(), account(), account()].map((each) => refusalOf(registerAt(silent, { ...each, invite }))),
    )
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1)
    expect(outcomes.filter(Boolean)).toEqual(['auth.invite_not_found', 'auth.invite_not_found'])
  })
})

test('who has an account already is not invited, and nobody learns that', async () => {
  const { email } = await kay.call.users.me()
  const [known, unknown] = [
    await createInvite(kay.ctx, { email }),
    await createInvite(kay.ctx, { email: account().email }),
  ]
  expect(Object.keys(toInviteView(known.invite))).toEqual(Object.keys(toInviteView(unknown.invite)))
  expect(known.link).toBe(unknown.link)
  await post.deliver(world)
  expect(post.of(email)).toEqual([])
})

test('without a mail server the link is told, and its address is not proved by it', async () => {
  const ada = account()
  const { link } = await createInvite({ ...kay.ctx, ...silent.world }, { email: ada.email })
  expect(link).toMatch(/^\/register#/)
  const browser = openBrowser(silent)
  await (await browser.call()).auth.register({ ...ada, invite: secretOf(link) })
  expect(await (await browser.call()).account.get()).toMatchObject({ isEmailProven: false })
})

test('an invitation that was revoked, or has ended, is none', async () => {
  const revoked = await createInvite(kay.ctx, {})
  await revokeInvite(world.world, { inviteId: revoked.invite.id })
  expect(await refusalOf(registerAt(world, { ...account(), invite: secretOf(revoked.link) }))).toBe(
    'auth.invite_not_found',
  )
  await expect(revokeInvite(world.world, { inviteId: revoked.invite.id })).rejects.toThrow(
    refusals['auth.invite_not_found'].words,
  )

  const { link } = await createInvite(kay.ctx, {})
  clock.aheadMs = 15 * DAY_MS
  expect(await refusalOf(registerAt(world, { ...account(), invite: secretOf(link) }))).toBe(
    'auth.invite_not_found',
  )
  clock.aheadMs = 13 * DAY_MS
  expect(await refusalOf(registerAt(world, { ...account(), invite: secretOf(link) }))).toBeUndefined()
  clock.aheadMs = 0
})

test('revoking takes back a mail that has not left yet', async () => {
  const { email } = account()
  const { invite } = await createInvite(kay.ctx, { email })
  await revokeInvite(world.world, { inviteId: invite.id })
  await post.deliver(world)
  expect(post.of(email)).toEqual([])
})
