import { mkdir, realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { firstServer, givenServer, type Service } from './choose-server.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { askPostgres } from './postgres-answers.ts'
import { postgresSources } from './postgres.ts'
import { askRedis } from './redis-answers.ts'
import { redisSources } from './redis.ts'

export type Services = {
  databaseUrl: string
  redisUrl: string
  /** Resolves with the name of a server started here as soon as it has ended, asked or not. */
  ended: Promise<string>
  stop(): Promise<void>
}

export type ServicesOptions = {
  /** Made if it is not there. The same folder brings the same database back. */
  dataDir: string
  /** A server to use instead of starting one. */
  databaseUrl?: string
  redisUrl?: string
  log: (line: string) => void
}

/**
 * Finds or starts PostgreSQL and Redis and says which it chose. What it started ends with `stop()`, or with
 * this process, even when that is killed outright.
 * @throws ServicesProblem in words for the person at the keyboard
 */
export async function startServices({
  dataDir,
  databaseUrl,
  redisUrl,
  log,
}: ServicesOptions): Promise<Services> {
  const started: Array<() => Promise<void>> = []
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    const place = { dataDir: await realFolder(dataDir), log }
    if (!databaseUrl || !redisUrl) started.push(await lockDataDir(place.dataDir))
    const postgres = databaseUrl
      ? await givenServer(POSTGRES, databaseUrl, log)
      : await firstServer(POSTGRES, place)
    started.push(() => postgres.stop())
    const redis = redisUrl ? await givenServer(REDIS, redisUrl, log) : await firstServer(REDIS, place)
    started.push(() => redis.stop())
    const ended = Promise.race([postgres.ended.then(() => POSTGRES.name), redis.ended.then(() => REDIS.name)])
    return { databaseUrl: postgres.url, redisUrl: redis.url, ended, stop }
  } catch (problem) {
    await stop()
    throw problem
  }
}

const POSTGRES = {
  name: 'PostgreSQL',
  variable: 'DATABASE_URL',
  sources: postgresSources,
  ask: askPostgres,
  advice:
    'Install PostgreSQL 18 or newer, or set DATABASE_URL to one that runs (postgres://user:password@host:5432/name).',
} satisfies Service

const REDIS = {
  name: 'Redis',
  variable: 'REDIS_URL',
  sources: redisSources,
  ask: askRedis,
  advice:
    'Install redis-server 6.2 or newer (or valkey-server), or set REDIS_URL to one that runs (redis://host:6379).',
} satisfies Service

async function realFolder(folder: string): Promise<string> {
  await mkdir(resolve(folder), { recursive: true })
  return realpath(resolve(folder))
}
