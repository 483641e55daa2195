import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccount } from '@chatterly/domain/auth/create-account'
import { hashPassword } from '@chatterly/domain/auth/passwords/passwords'
import { createCaller } from '@chatterly/domain/router'
import { type OpenWorld, openWorld } from '@chatterly/domain/world'
import { createLogger } from '@chatterly/platform/logger'
import { type Gap, gapsOf } from '../measure/gap.ts'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import { benchEnv } from '../stand/bench-env.ts'
import { accountDoors } from './account-doors.ts'
import { openHttp } from './http-client.ts'
import { serveParent } from './parent.ts'

type Addresses = { databaseUrl: string; redisUrl: string }
type Lag = { p99Ms: number; maxMs: number }
type Pace = { perSecond: number; seconds: number }
type SignedIn = { done: number; failed: number; latencies: Latencies }

const PASSWORD = 'correct horse battery'
const PEOPLE = 200
const BETWEEN_MS = 5

let open: OpenWorld | undefined
let logins: string[] = []

/** Signing in: in this process, whose event loop is watched, or at a server. */
const handlers = {
  async open({ databaseUrl, redisUrl }: Addresses): Promise<void> {
    const env = benchEnv(
      { databaseUrl, redisUrl },
      {
        RATE_LIMIT_SCALE: '1000000',
        // Nobody listens there: mails are written, and never sent.
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'chatterly@example.org',
        PUBLIC_URL: 'https://chat.example.org',
      },
    )
    open = openWorld(env, createLogger(env, 'bench'))
    await open.redis.whenReady(5000)
    logins = await seedAccounts(open)
  },

  async signIn(pace: Pace): Promise<SignedIn & { lag: Lag }> {
    const { world } = opened()
    const ctx = { ...world, actor: null, address: '127.0.0.1', setCookie: () => {} }
    const loop = monitorEventLoopDelay({ resolution: 1 })
    loop.enable()
    const signedIn = await keepPace(pace, (login) =>
      createCaller(ctx).auth.login({ login, password: PASSWORD }),
    )
    loop.disable()
    return { ...signedIn, lag: { p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 } }
  },

  /** Over HTTP; and how long somebody waits meanwhile who asks a process of the server whether it lives. */
  async signInAt({
    origin,
    ...pace
  }: Pace & { origin: string }): Promise<{ signedIn: SignedIn; between: Latencies }> {
    const between = noLatencies()
    const connection = await openHttp(origin, '/livez', '')
    let isOver = false
    async function keepAsking(): Promise<void> {
      while (!isOver) {
        const startedAt = nowMicros()
        await connection.ask()
        recordLatency(between, nowMicros() - startedAt)
        await sleep(BETWEEN_MS)
      }
    }
    const asking = keepAsking()
    const signedIn = await keepPace(pace, (login) => signInOverHttp(origin, login))
    isOver = true
    await asking
    connection.close()
    return { signedIn, between }
  },

  /** How far apart the answers to those with and without an account are. */
  async compare({ tries, door }: { tries: number; door: string }): Promise<Gap> {
    const { world } = opened()
    const asked = (await accountDoors(world, logins)).filter(({ name }) => name === door)
    const [gap] = await gapsOf(asked, tries)
    if (!gap) throw new Error(`There is no ${door}`)
    return gap
  },

  close: async (): Promise<void> => {
    await open?.close()
  },
}

/** So many sign-ins a second, whether or not those before are done. */
async function keepPace(
  { perSecond, seconds }: Pace,
  signIn: (login: string) => Promise<unknown>,
): Promise<SignedIn> {
  const signedIn = { done: 0, failed: 0, latencies: noLatencies() }
  async function once(login: string): Promise<void> {
    const startedAt = nowMicros()
    // Too many wait: counted, and shown in the row.
    const isDone = await signIn(login).then(
      () => true,
      () => false,
    )
    signedIn[isDone ? 'done' : 'failed'] += 1
    recordLatency(signedIn.latencies, nowMicros() - startedAt)
  }
  const underWay: Promise<void>[] = []
  const startedAt = performance.now()
  while (underWay.length < perSecond * seconds) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond
    while (underWay.length < due) underWay.push(once(logins[underWay.length % logins.length] ?? ''))
    await sleep(1)
  }
  await Promise.all(underWay)
  return signedIn
}

async function signInOverHttp(origin: string, login: string): Promise<void> {
  const response = await fetch(`${origin}/trpc/auth.login`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD }),
  })
  const said = await response.text()
  if (!response.ok) throw new Error(said)
}

function opened(): OpenWorld {
  if (!open) throw new Error('The world is opened first')
  return open
}

async function seedAccounts({ world }: OpenWorld): Promise<string[]> {
  const passwordHash = await hashPassword(PASSWORD)
  const made = Array.from({ length: PEOPLE }, (_, n) => {
    const username = `bench-${crypto.randomUUID().slice(0, 8)}-${n}`
    const account = { username, displayName: 'Ada', email: `${username}@example.com`, passwordHash }
    return createAccount(world.db, { ...account, emailProvenAt: new Date() })
  })
  return (await Promise.all(made)).map(({ email }) => email)
}

export type Logins = typeof handlers

serveParent(handlers)
