import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAccount } from '@chatterly/domain/auth/create-account'
import { hashPassword } from '@chatterly/domain/auth/passwords/passwords'
import { createCaller } from '@chatterly/domain/router'
import { type OpenWorld, openWorld } from '@chatterly/domain/world'
import { readEnv } from '@chatterly/platform/env'
import { createLogger } from '@chatterly/platform/logger'
import { type Gap, gapsOf } from '../measure/gap.ts'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import { accountDoors } from './account-doors.ts'
import { serveParent } from './parent.ts'

type Addresses = { databaseUrl: string; redisUrl: string }
type Lag = { p99Ms: number; maxMs: number }
type SignedIn = { done: number; failed: number; latencies: Latencies; lag: Lag }

const PASSWORD = 'correct horse battery'
const PEOPLE = 200

let open: OpenWorld | undefined
let logins: string[] = []

/** Signing in without a network, in a process whose event loop is watched. */
const handlers = {
  async open({ databaseUrl, redisUrl }: Addresses): Promise<void> {
    const env = readEnv({
      NODE_ENV: 'production',
      LOG_LEVEL: 'fatal',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      RATE_LIMIT_SCALE: '1000000',
      // Nobody listens there: mails are written, and never sent.
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'chatterly@example.org',
      PUBLIC_URL: 'https://chat.example.org',
    })
    open = openWorld(env, createLogger(env, 'bench'))
    await open.redis.whenReady(5000)
    logins = await seedAccounts(open)
  },

  /** So many sign-ins a second, whether or not those before are done. */
  async signIn({ perSecond, seconds }: { perSecond: number; seconds: number }): Promise<SignedIn> {
    const latencies = noLatencies()
    const outcomes = { done: 0, failed: 0 }
    const underWay: Promise<void>[] = []
    const startedAt = performance.now()
    const loop = monitorEventLoopDelay({ resolution: 1 })
    loop.enable()
    for (let count = 0; count < perSecond * seconds; ) {
      const due = ((performance.now() - startedAt) / 1000) * perSecond
      for (; count < due; count++) underWay.push(signInOnce(latencies, outcomes, count))
      await sleep(1)
    }
    await Promise.all(underWay)
    loop.disable()
    return { ...outcomes, latencies, lag: { p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 } }
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

async function signInOnce(
  latencies: Latencies,
  outcomes: { done: number; failed: number },
  n: number,
): Promise<void> {
  const startedAt = nowMicros()
  const call = createCaller({ ...opened().world, actor: null, address: '127.0.0.1', setCookie: () => {} })
  try {
    await call.auth.login({ login: logins[n % logins.length] ?? '', password: PASSWORD })
    outcomes.done += 1
  } catch {
    // Too many wait: counted, and shown in the row.
    outcomes.failed += 1
  }
  recordLatency(latencies, nowMicros() - startedAt)
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
