import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connectRedis, reconnectDelayMs } from './redis.ts'
import { envWithRedis, recordingLogger } from './testing/real-redis.ts'
import { createWire } from './testing/wire.ts'

const NOBODY_LISTENS = 'redis://127.0.0.1:1'

test('keeps the roles in databases of their own, whatever database the address names', async () => {
  const address = new URL(envWithRedis().REDIS_URL)
  address.pathname = '/7'
  const { redis } = await connected(address.href)
  const databases = [redis.publisher, redis.subscriber, redis.queue, redis.cache, redis.presence].map(
    async (client) => {
      const mine = await client.client('INFO')
      return String(mine).match(/ db=(\d+)/)?.[1]
    },
  )
  expect(await Promise.all(databases)).toEqual(['0', '0', '1', '2', '3'])
})

test('keeps the roles apart by prefixes when there is one database', async () => {
  const { redis } = await connected(envWithRedis().REDIS_URL, { prefixes: true })
  const key = randomUUID()
  await redis.cache.set(key, 'cached', 'EX', 5)
  expect(await redis.presence.get(key)).toBeNull()
  expect(await redis.queue.get(`chatterly:cache:${key}`)).toBe('cached')
})

test('does not fail to start while Redis is away, and says so once per connection', async () => {
  const { redis, records } = connect(NOBODY_LISTENS)
  expect(await redis.whenReady(700)).toBe(false)
  const messages = records.map((record) => record.msg)
  expect(messages.toSorted()).toEqual(
    ['cache', 'presence', 'publisher', 'queue', 'subscriber'].map((role) => `Redis (${role}) is failing`),
  )
})

test('refuses commands at once while Redis is away', async () => {
  const { redis } = connect(NOBODY_LISTENS)
  for (const client of [redis.publisher, redis.subscriber, redis.cache, redis.presence]) {
    expect(await msUntilFailure(client.get('key'))).toBeLessThan(900)
  }
})

test('gives a command up after about a second when Redis does not answer', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { redis } = await connected(wire.url)
  await redis.cache.get('key')
  wire.stall()
  expect(await msUntilFailure(redis.cache.get('key'))).toBeLessThan(1900)
})

test('waits once, not for each answer, while Redis says nothing, and asks it again as soon as it answers', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { redis } = await connected(wire.url)
  await redis.cache.get('key')
  wire.stall()
  await msUntilFailure(redis.cache.get('key'))
  for (const client of [redis.cache, redis.presence, redis.publisher]) {
    expect(await msUntilFailure(client.get('key'))).toBeLessThan(100)
  }
  // What was stalled is lost here; a connection that is made anew answers its ping.
  await wire.cut()
  await wire.mend()
  for (const client of [redis.cache, redis.presence, redis.publisher]) {
    await vi.waitFor(() => client.get('key'), { timeout: 5000, interval: 50 })
  }
})

test('comes back by itself after an outage, and says so', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { redis, said } = await connected(wire.url)
  await wire.cut()
  await vi.waitFor(() => expect(said('Redis (cache) is failing')).toHaveLength(1))
  await wire.mend()
  expect(await redis.whenReady(5000)).toBe(true)
  await redis.cache.get('key')
  expect(said('Redis (cache) is failing')).toHaveLength(1)
  expect(said('Redis (cache) is back')).toHaveLength(1)
})

test('closes, and closes again, while Redis is there and while it is away', async () => {
  const { redis: present } = await connected(envWithRedis().REDIS_URL)
  const { redis: absent } = connect(NOBODY_LISTENS)
  await absent.whenReady(100)
  await Promise.all([present.close(), absent.close()])
  expect(present.cache.status).toBe('end')
  expect(await absent.whenReady(100)).toBe(false)
  await Promise.all([present.close(), absent.close()])
})

test('waits longer before each new attempt, up to two seconds, never exactly as long as another process', () => {
  const delays = Array.from({ length: 30 }, (_, attempt) => reconnectDelayMs(attempt))
  expect(delays[0]).toBeLessThanOrEqual(50)
  expect(Math.max(...delays)).toBeLessThanOrEqual(2000)
  expect(Math.min(...delays.slice(10))).toBeGreaterThanOrEqual(1000)
  expect(new Set(delays.slice(10)).size).toBeGreaterThan(1)
})

function connect(redisUrl: string, { prefixes = false } = {}) {
  const recording = recordingLogger()
  const redis = connectRedis({ ...envWithRedis(redisUrl), REDIS_KEY_PREFIXES: prefixes }, recording.logger)
  onTestFinished(() => redis.close())
  return { redis, ...recording }
}

async function connected(redisUrl: string, options?: { prefixes: boolean }) {
  const connection = connect(redisUrl, options)
  expect(await connection.redis.whenReady(5000)).toBe(true)
  return connection
}

async function msUntilFailure(command: Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await expect(command).rejects.toThrow()
  return performance.now() - startedAt
}
