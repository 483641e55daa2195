import { Redis } from 'ioredis'
import { withoutPassword } from './postgres-answers.ts'
import { ServicesProblem } from './services-problem.ts'

export const OLDEST_REDIS = { major: 6, minor: 2 }

export const isNewEnough = ({ major, minor }: { major: number; minor: number }): boolean =>
  major > OLDEST_REDIS.major || (major === OLDEST_REDIS.major && minor >= OLDEST_REDIS.minor)

/**
 * Connects once and leaves.
 * @throws ServicesProblem when the server is too old; whatever ioredis throws when it does not answer
 */
export async function askRedis(url: string): Promise<void> {
  await withRedis(url, async (redis) => {
    const info = await redis.info('server')
    const version = /redis_version:(\S+)/.exec(info)?.[1] ?? ''
    const [major = 0, minor = 0] = version.split('.').map(Number)
    if (isNewEnough({ major, minor })) return
    throw new ServicesProblem(
      `Redis at ${withoutPassword(url)} is version ${version}; ${OLDEST_REDIS.major}.${OLDEST_REDIS.minor} or newer is needed.`,
    )
  })
}

async function withRedis(url: string, use: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  })
  let reason: Error | undefined
  redis.on('error', (problem: Error) => {
    reason = problem
  })
  try {
    await redis.connect()
    await use(redis)
  } catch (problem) {
    // ioredis says only "Connection is closed"; the event before it says why.
    throw reason ?? problem
  } finally {
    redis.disconnect()
  }
}
