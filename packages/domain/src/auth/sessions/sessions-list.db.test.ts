import { sessions } from '@chatterly/db/schema/auth'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { createCaller } from '../../router.ts'
import { refusalCodeOf } from '../../trpc.ts'
import { accessUser } from '../../users/access.ts'
import { startProgram } from '../programs/start-program.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const COUNT = 300
const clock = { time: Date.now(), now: () => new Date(clock.time) }
const world = await openTestWorld({ clock })
const sessionsHere = world.world.sessions
const refusalOf = (promise: Promise<unknown>) => promise.then(() => undefined, refusalCodeOf)
const ada = () => world.person('Ada')
const isAlive = async (cookie: string) => (await sessionsHere.identify(cookie)).actor !== null
/** Another browser of the same person. */
const browserOf = async ({ id }: Person, label = 'Firefox on Linux') => {
  const { cookie, actor } = await sessionsHere.start(id, { label })
  return { cookie: cookie.split(';')[0] ?? '', id: actor.sessionHash }
}

test('a person sees where they are signed in, the last seen first, and which of them this is', async () => {
  const person = await ada()
  clock.time += MINUTE
  const phone = await browserOf(person, 'Safari on iPhone')
  clock.time += MINUTE
  await startProgram(
    { ...world.anonymous(), userAgent: 'echo-bot/1.0' },
    await accessUser(world.db, person.id),
  )
  const { items, currentId } = await person.call.sessions.list()
  expect(items.map(({ kind, label }) => [kind, label])).toEqual([
    ['program', 'echo-bot'],
    ['browser', 'Safari on iPhone'],
    ['browser', ''],
  ])
  expect(items[1]?.id).toBe(phone.id)
  expect(items[2]?.id).toBe(currentId)
  expect(JSON.stringify(items)).not.toContain(phone.cookie.split('=')[1])
})

test('ends one of them, but nobody else’s, and none that is not there', async () => {
  const [person, other] = [await ada(), await world.person('Grace')]
  const phone = await browserOf(person)
  const sessionId = (await person.call.sessions.list()).items.find(({ id }) => id === phone.id)?.id
  if (!sessionId) throw new Error('The phone is not in the list')
  expect(await refusalOf(other.call.sessions.revoke({ sessionId }))).toBe('session.not_found')
  expect(await isAlive(phone.cookie)).toBe(true)
  await person.call.sessions.revoke({ sessionId })
  expect(await isAlive(phone.cookie)).toBe(false)
  expect(await refusalOf(person.call.sessions.revoke({ sessionId }))).toBe('session.not_found')
})

test('ends all others at once, and stays', async () => {
  const person = await ada()
  const others = [await browserOf(person), await browserOf(person)]
  const program = await startProgram(world.anonymous(), await accessUser(world.db, person.id))
  const { token } = await person.call.tokens.create({ name: 'Backup', scopes: ['read'] })
  const grace = await browserOf(await world.person('Grace'))
  expect(await person.call.sessions.revokeOthers()).toEqual({ ended: 3 })
  for (const { cookie } of others) expect(await isAlive(cookie)).toBe(false)
  expect(await sessionsHere.identifyBearer(program.accessToken)).toBeNull()
  expect(
    await refusalOf(createCaller(world.anonymous()).auth.refresh({ refreshToken: program.refreshToken })),
  ).toBe('auth.refresh_refused')
  expect((await person.call.sessions.list()).items).toHaveLength(1)
  expect(await isAlive(grace.cookie)).toBe(true)
  // Personal tokens have a list of their own.
  expect(await sessionsHere.identifyBearer(token)).not.toBeNull()
})

test('a visit is noted, at most every ten minutes', async () => {
  const person = await ada()
  const phone = await browserOf(person)
  const seenAt = async () =>
    (await world.db.select().from(sessions).where(eq(sessions.idHash, phone.id)))[0]?.seenAt?.getTime()
  const start = clock.time
  clock.time += 9 * MINUTE
  await isAlive(phone.cookie)
  clock.time += 2 * MINUTE
  await isAlive(phone.cookie)
  await vi.waitFor(async () => expect(await seenAt()).toBe(start + 11 * MINUTE))
})

test('a browser that stays away for thirty days is signed out; one that comes back stays, up to 180 days', async () => {
  const [idle, visited] = [await browserOf(await ada()), await browserOf(await ada())]
  const start = clock.time
  let renewals = 0
  for (let day = 0; day < 180; day += 10) {
    clock.time = start + day * DAY
    await world.redis.cache.flushdb()
    const { actor, renewedCookie } = await sessionsHere.identify(visited.cookie)
    expect(actor, `day ${day}`).not.toBeNull()
    renewals += renewedCookie ? 1 : 0
    if (day < 30) continue
    expect(await isAlive(idle.cookie), `day ${day}`).toBe(false)
  }
  expect(renewals).toBeGreaterThan(5)
  clock.time = start + 180 * DAY
  expect(await isAlive(visited.cookie)).toBe(false)
  expect(await sessionsHere.listEnded([visited.id])).toEqual([visited.id])
})

test('ids of three hundred sessions are all different and have at least 128 bits', async () => {
  const { id: userId } = await ada()
  const ids: string[] = []
  for (let n = 0; n < COUNT; n++) ids.push((await sessionsHere.start(userId)).cookie.split(/[=;]/)[1] ?? '')
  expect(new Set(ids).size).toBe(COUNT)
  const signs = new Map<string, number>()
  for (const id of ids) for (const sign of id) signs.set(sign, (signs.get(sign) ?? 0) + 1)
  const total = ids.join('').length
  const bits = [...signs.values()].reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0)
  expect((bits * total) / COUNT).toBeGreaterThan(128)
})
