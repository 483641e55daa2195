import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createRateLimiter } from './rate-limiter.ts'
import { connectRedis } from './redis.ts'
import { envWithRedis, recordingLogger } from './testing/real-redis.ts'
import { createWire } from './testing/wire.ts'

const limitOf = (points: number, windowSeconds = 60) => ({
  name: `test-${randomUUID()}`,
  points,
  windowSeconds,
})

test('allows exactly as many as the limit says, however many come at once and through whichever process', async () => {
  const [here, there] = [await limiter(), await limiter()]
  const limit = limitOf(5)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 ? here : there).limiter.consume(limit, 'ada')),
  )
  expect(answers.filter((answer) => answer.allowed)).toHaveLength(5)
})

test('counts each key and each limit alone', async () => {
  const { limiter: limits } = await limiter()
  const [once, other] = [limitOf(1), limitOf(1)]
  expect(await limits.consume(once, 'ada')).toEqual({ allowed: true })
  expect(await limits.consume(once, 'ada')).toMatchObject({ allowed: false })
  expect(await limits.consume(once, 'bob')).toEqual({ allowed: true })
  expect(await limits.consume(other, 'ada')).toEqual({ allowed: true })
})

test('says when to come back, and then lets in again', async () => {
  const { limiter: limits } = await limiter()
  const limit = limitOf(1, 1)
  await limits.consume(limit, 'ada')
  expect(await limits.consume(limit, 'ada')).toEqual({ allowed: false, retryAfterSeconds: 1 })
  await sleep(1100)
  expect(await limits.consume(limit, 'ada')).toEqual({ allowed: true })
})

test('lets one act cost several points', async () => {
  const { limiter: limits } = await limiter()
  const limit = limitOf(5)
  expect(await limits.consume(limit, 'ada', 4)).toEqual({ allowed: true })
  expect(await limits.consume(limit, 'ada', 2)).toMatchObject({ allowed: false })
})

test.each([
  [3, 6],
  [0.5, 1],
  [0.001, 1],
])('multiplies the points by a scale of %d', async (scale, allowed) => {
  const { limiter: limits } = await limiter({ scale })
  const limit = limitOf(2)
  const answers = await Promise.all(Array.from({ length: 10 }, () => limits.consume(limit, 'ada')))
  expect(answers.filter((answer) => answer.allowed)).toHaveLength(allowed)
})

test('takes several points at once, and still lets through exactly as many as the limit says', async () => {
  const { limiter: limits } = await limiter()
  const limit = limitOf(300)
  const answers = await Promise.all(Array.from({ length: 400 }, () => limits.consume(limit, 'ada')))
  expect(answers.filter((answer) => answer.allowed)).toHaveLength(300)
})

test('lets through a few less, never more, when the calls are spread over processes', async () => {
  const [here, there] = [await limiter(), await limiter()]
  const limit = limitOf(300)
  let allowed = 0
  for (let count = 0; count < 400; count++) {
    const answer = await (count % 3 ? here : there).limiter.consume(limit, 'ada')
    if (answer.allowed) allowed += 1
  }
  expect(allowed).toBeLessThanOrEqual(300)
  expect(allowed).toBeGreaterThan(290)
})

test('spends what it took without asking again, and not after the window', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { limiter: limits, redis, said } = await limiter({ redisUrl: wire.url })
  const limit = limitOf(60, 1)
  await limits.consume(limit, 'ada')
  await wire.cut()
  await vi.waitFor(() => expect(redis.presence.status).not.toBe('ready'))
  expect(await limits.consume(limit, 'ada')).toEqual({ allowed: true })
  expect(said('The shared rate limiter is failing')).toHaveLength(0)
  await sleep(1100)
  await limits.consume(limit, 'ada')
  expect(said('The shared rate limiter is failing')).toHaveLength(1)
})

test('goes on counting alone while Redis is away, quickly, and tells it once', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { limiter: limits, redis, said } = await limiter({ redisUrl: wire.url })
  const limit = limitOf(2)
  await wire.cut()
  await vi.waitFor(() => expect(redis.presence.status).not.toBe('ready'))

  const startedAt = performance.now()
  const answers = [
    await limits.consume(limit, 'ada'),
    await limits.consume(limit, 'ada'),
    await limits.consume(limit, 'ada'),
  ]
  expect(answers.map((answer) => answer.allowed)).toEqual([true, true, false])
  expect(performance.now() - startedAt).toBeLessThan(900)
  expect(said('The shared rate limiter is failing')).toHaveLength(1)

  await wire.mend()
  await redis.whenReady(5000)
  expect(await limits.consume(limit, 'ada')).toEqual({ allowed: true })
  expect(said('The shared rate limiter is back')).toHaveLength(1)
})

test('the first question of a process may leave together with another command', async () => {
  const { limiter: limits, redis, said } = await limiter()
  const pong = redis.presence.ping()
  expect(await limits.consume(limitOf(5), 'ada')).toEqual({ allowed: true })
  expect(await pong).toBe('PONG')
  expect(said('The shared rate limiter is failing')).toEqual([])
})

async function limiter({ redisUrl = envWithRedis().REDIS_URL, scale = 1 } = {}) {
  const recording = recordingLogger()
  const redis = connectRedis(envWithRedis(redisUrl), recording.logger)
  onTestFinished(() => redis.close())
  expect(await redis.whenReady(5000)).toBe(true)
  return {
    limiter: createRateLimiter({ redis: redis.presence, scale, logger: recording.logger }),
    redis,
    ...recording,
  }
}
