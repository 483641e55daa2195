import { refreshTokens, sessions } from '@chatterly/db/schema/auth'
import { createWire } from '@chatterly/platform/testing/wire'
import { openTestWorld, type Person } from '@chatterly/testing/test-world'
import { eq, inArray } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCaller } from '../../router.ts'
import { refusalCodeOf } from '../../trpc.ts'
import { accessUser } from '../../users/access.ts'
import { startProgram } from './start-program.ts'

const clock = { time: Date.now(), now: () => new Date(clock.time) }
const wire = await createWire(process.env.REDIS_URL ?? '')
const world = await openTestWorld({ redisUrl: wire.url, clock })
const other = await openTestWorld({ databaseUrl: world.env.DATABASE_URL, clock })
const anybody = createCaller(world.anonymous())
const elsewhere = createCaller(other.anonymous())

/** Somebody's program, which has shown their password already. */
const program = async (person?: Person) => {
  const { id } = person ?? (await world.person('Ada'))
  return {
    id,
    ...(await startProgram(
      { ...world.anonymous(), userAgent: 'echo-bot/1.0' },
      await accessUser(world.db, id),
    )),
  }
}
const refresh = (refreshToken: string) => anybody.auth.refresh({ refreshToken })
const refusalOf = (promise: Promise<unknown>) => promise.then(() => undefined, refusalCodeOf)
const speaksFor = async (token: string, { world: process } = world) =>
  (await process.sessions.identifyBearer(token))?.userId
const later = (seconds: number) => {
  clock.time += seconds * 1000
}

describe('signing in', () => {
  const account = { email: 'kay@example.com', username: 'kay', password: 'correct horse' }

  test('with a password gives tokens that act for the person, and no cookie', async () => {
    const cookies: string[] = []
    const caller = createCaller({ ...world.anonymous(), setCookie: (cookie) => void cookies.push(cookie) })
    const { user } = await anybody.auth.register(account)
    const tokens = await caller.auth.token({ login: account.email, password: account.password })
    expect(cookies).toEqual([])
    expect(await speaksFor(tokens.accessToken)).toBe(user?.id)
    expect(await speaksFor(tokens.accessToken, other)).toBe(user?.id)
    expect(Date.parse(tokens.expiresAt) - clock.time).toBeLessThanOrEqual(900_000)
    expect(await refusalOf(caller.auth.token({ login: 'kay', password: 'wrong' }))).toBe(
      'auth.wrong_credentials',
    )
  })

  test('neither token is stored, and a row opens nothing', async () => {
    const { accessToken, refreshToken } = await program()
    const rows = JSON.stringify([
      await world.db.select().from(sessions),
      await world.db.select().from(refreshTokens),
    ])
    expect(rows).not.toContain(refreshToken)
    expect(rows).not.toContain(accessToken)
    const [row] = await world.db.select().from(sessions).where(eq(sessions.kind, 'program'))
    const hash = row?.idHash ?? ''
    expect(await speaksFor(hash)).toBeUndefined()
    expect((await world.world.sessions.identify(`chatterly=${hash}`)).actor).toBeNull()
    expect(await refusalOf(refresh(hash))).toBe('auth.refresh_refused')
  })
})

describe('refreshing', () => {
  test('gives new tokens again and again, for the same session', async () => {
    const first = await program()
    let { refreshToken } = first
    const seen = new Set([refreshToken])
    for (let n = 0; n < 5; n++) {
      later(600)
      const next = await refresh(refreshToken)
      expect(await speaksFor(next.accessToken)).toBe(first.id)
      refreshToken = next.refreshToken
      seen.add(refreshToken)
    }
    expect(seen.size).toBe(6)
    expect(await world.db.$count(sessions, eq(sessions.userId, first.id))).toBe(1 + 1)
  })

  test('a token that was used before ends its session for everybody', async () => {
    const stolen = await program()
    const honest = await refresh(stolen.refreshToken)
    later(11)
    expect(await refusalOf(refresh(stolen.refreshToken))).toBe('auth.refresh_reused')
    expect(await refusalOf(refresh(honest.refreshToken))).toBe('auth.refresh_refused')
    expect(await speaksFor(honest.accessToken)).toBeUndefined()
    expect(await speaksFor(stolen.accessToken, other)).toBeUndefined()
    expect(await refusalOf(refresh(stolen.refreshToken))).toBe('auth.refresh_refused')
  })

  test('a token whose successor was used ends it too, however soon', async () => {
    const { refreshToken } = await program()
    const second = await refresh(refreshToken)
    const third = await refresh(second.refreshToken)
    expect(await refusalOf(refresh(refreshToken))).toBe('auth.refresh_reused')
    expect(await refusalOf(refresh(third.refreshToken))).toBe('auth.refresh_refused')
  })

  test('an answer that was lost is given again within ten seconds', async () => {
    const { id, refreshToken } = await program()
    const lost = await refresh(refreshToken)
    later(9)
    const again = await refresh(refreshToken)
    expect(again.refreshToken).toBe(lost.refreshToken)
    expect(await speaksFor(again.accessToken)).toBe(id)
    expect(await speaksFor((await refresh(again.refreshToken)).accessToken)).toBe(id)
  })

  test('forty at once, on two processes, get one successor and nobody is signed out', async () => {
    const { id, refreshToken } = await program()
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? anybody : elsewhere).auth.refresh({ refreshToken })),
    )
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1)
    for (const { accessToken } of answers) expect(await speaksFor(accessToken)).toBe(id)
    expect(await refusalOf(refresh(answers[0]?.refreshToken ?? ''))).toBeUndefined()
  })

  test('races with the end of its session without a failure, and never outlives it', async () => {
    for (let n = 0; n < 10; n++) {
      const { refreshToken, accessToken } = await program()
      const actor = await world.world.sessions.identifyBearer(accessToken)
      const [answer] = await Promise.allSettled([
        refresh(refreshToken),
        world.world.sessions.end([actor?.sessionHash ?? '']),
      ])
      if (answer.status === 'rejected') expect(refusalCodeOf(answer.reason)).toBe('auth.refresh_refused')
      else expect(await speaksFor(answer.value.accessToken)).toBeUndefined()
      expect(await refusalOf(refresh(refreshToken))).toBe('auth.refresh_refused')
    }
  })

  test.each(['', 'chr_', 'chr_made-up', 'x'.repeat(200)])('nothing is given for %s', async (refreshToken) => {
    expect(await refusalOf(refresh(refreshToken))).toBe('auth.refresh_refused')
  })

  test('neither an access token nor a cookie refreshes, and a refresh token is neither', async () => {
    const { accessToken, refreshToken } = await program()
    const { cookie } = await world.world.sessions.start((await world.person('Ada')).id)
    for (const wrong of [accessToken.slice(0, 200), cookie.split(/[=;]/)[1] ?? ''])
      expect(await refusalOf(refresh(wrong))).toBe('auth.refresh_refused')
    expect(await speaksFor(refreshToken)).toBeUndefined()
    expect((await world.world.sessions.identify(`chatterly=${refreshToken}`)).actor).toBeNull()
  })
})

describe('its life', () => {
  const day = 86_400

  test('a program that stays away for thirty days is signed out', async () => {
    const { refreshToken } = await program()
    later(29 * day)
    const next = await refresh(refreshToken)
    later(30 * day)
    expect(await refusalOf(refresh(next.refreshToken))).toBe('auth.refresh_refused')
  })

  test('after 180 days it is over, however often it came', async () => {
    let { refreshToken } = await program()
    let days = 0
    for (; days < 200; days += 10) {
      const answer = await refresh(refreshToken).catch(() => undefined)
      if (!answer) break
      refreshToken = answer.refreshToken
      later(10 * day)
    }
    expect(days).toBe(180)
  })

  /** Nothing but a socket that stays open, looked at once a day. */
  async function listenFor(days: number, { accessToken }: { accessToken: string }) {
    const actor = await world.world.sessions.identifyBearer(accessToken)
    const sessionHash = actor?.sessionHash ?? ''
    for (let n = 1; n <= days; n++) {
      later(day)
      if ((await world.world.sessions.listEnded([sessionHash])).length > 0) return n
      await world.world.sessions.noteConnected([sessionHash])
    }
    const [row] = await world.db.select().from(sessions).where(eq(sessions.idHash, sessionHash))
    expect(row?.seenAt).toEqual(clock.now())
    // What it remembers lives a minute, and this was months.
    await world.redis.cache.flushdb()
    return undefined
  }

  test('a program that only listens is seen, and goes on afterwards with what it has', async () => {
    const first = await program()
    expect(await listenFor(100, first)).toBeUndefined()
    const next = await refresh(first.refreshToken)
    expect(await speaksFor(next.accessToken)).toBe(first.id)
  })

  test('but no longer than 180 days', async () => {
    expect(await listenFor(200, await program())).toBe(180)
  })

  test('listening renews neither a browser, whose cookie would end, nor a personal token', async () => {
    const ada = await world.person('Ada')
    const { token } = await ada.call.tokens.create({ name: 'Bot', scopes: ['read'], expiresInDays: 20 })
    const kept = (await world.world.sessions.identifyBearer(token))?.sessionHash ?? ''
    const hashes = [ada.ctx.actor.sessionHash, kept]
    const rows = () => world.db.select().from(sessions).where(inArray(sessions.idHash, hashes))
    const before = await rows()
    later(16 * day)
    await world.world.sessions.noteConnected(hashes)
    for (const { idHash, expiresAt, seenAt } of await rows()) {
      expect(expiresAt).toEqual(before.find((row) => row.idHash === idHash)?.expiresAt)
      expect(seenAt).toEqual(clock.now())
    }
  })

  test('what has ended is swept, with what belongs to it', async () => {
    const { refreshToken } = await program()
    later(31 * day)
    await world.world.sessions.removeExpired(clock.now())
    expect(await world.db.$count(refreshTokens)).toBe(0)
    expect(await refusalOf(refresh(refreshToken))).toBe('auth.refresh_refused')
  })
})

describe('a ticket', () => {
  const ticketOf = async (person: Person) => (await person.call.auth.ticket()).ticket
  const redeem = (ticket: string) => world.world.tickets.redeem(ticket)

  test('opens once, for who asked for it, also when ten come with it', async () => {
    const ada = await world.person('Ada')
    const ticket = await ticketOf(ada)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? world : other).world.tickets.redeem(ticket)),
    )
    expect(answers.filter((actor) => actor !== null)).toEqual([ada.ctx.actor])
    expect(await redeem(ticket)).toBeNull()
  })

  test('does not outlive its session, and is not kept as it is', async () => {
    const ada = await world.person('Ada')
    const ticket = await ticketOf(ada)
    const keys = await world.redis.presence.keys('*')
    expect(keys.join()).toContain('ticket:')
    expect(keys.join()).not.toContain(ticket)
    await world.world.sessions.end([ada.ctx.actor?.sessionHash ?? ''])
    expect(await redeem(ticket)).toBeNull()
  })

  test('is good for half a minute', async () => {
    const ticket = await ticketOf(await world.person('Ada'))
    const [key = ''] = (await world.redis.presence.keys('*')).filter((name) => name.includes('ticket:'))
    const left = await other.redis.presence.ttl(key.slice(key.indexOf('ticket:')))
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(30)
    expect(await redeem(ticket)).not.toBeNull()
  })

  test.each(['', 'made-up', 'x'.repeat(5_000)])('that was made up opens nothing', async (ticket) => {
    expect(await redeem(ticket)).toBeNull()
  })

  test('cannot be had while Redis is away, and says so', async () => {
    const ada = await world.person('Ada')
    await wire.cut()
    onTestFinished(() => wire.mend())
    expect(await refusalOf(ada.call.auth.ticket())).toBe('service.unavailable')
  })
})
