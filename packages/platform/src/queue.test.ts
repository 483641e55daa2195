import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import type { JobHandler } from './job.ts'
import { createQueue, defineJob, handleJob, runJobs } from './queue.ts'
import { connectRedis, type Redis } from './redis.ts'
import { envWithRedis, recordingLogger } from './testing/real-redis.ts'
import { createWire } from './testing/wire.ts'

const greet = defineJob({
  name: 'greet',
  data: z.object({ personId: z.string() }),
  attempts: 3,
  backoffMs: 10,
})

test('runs a job once, whichever of two runners takes it', async () => {
  const { queue, run } = await queueOfItsOwn()
  const greeted = vi.fn(async () => {})
  run([handleJob(greet, greeted)])
  run([handleJob(greet, greeted)])
  await Promise.all(Array.from({ length: 20 }, (_, index) => queue.enqueue(greet, { personId: `p${index}` })))
  await vi.waitFor(() => expect(greeted).toHaveBeenCalledTimes(20), 5000)
  await sleep(100)
  expect(greeted).toHaveBeenCalledTimes(20)
})

test('gives the job its data and a logger that names it, and logs its start and end', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  run([handleJob(greet, async ({ personId }, logger) => logger.info({ personId }, 'Greeted'))])
  await queue.enqueue(greet, { personId: 'ada' }, { jobId: 'greet-ada' })
  await vi.waitFor(() => expect(said('Job finished')).toHaveLength(1), 5000)
  const named = { job: 'greet', jobId: 'greet-ada', attempt: 1 }
  expect(said('Job started')).toMatchObject([named])
  expect(said('Greeted')).toMatchObject([{ ...named, personId: 'ada' }])
  expect(said('Job finished')).toMatchObject([named])
  expect(said('Job finished')[0]?.ms).toBeTypeOf('number')
})

test('adds a job of the same id once', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  const greeted = vi.fn(async () => {})
  await queue.enqueue(greet, { personId: 'ada' }, { jobId: 'one' })
  await queue.enqueue(greet, { personId: 'ada' }, { jobId: 'one' })
  run([handleJob(greet, greeted)])
  await vi.waitFor(() => expect(said('Job finished')).toHaveLength(1), 5000)
  await queue.enqueue(greet, { personId: 'ada' }, { jobId: 'one' })
  await queue.enqueue(greet, { personId: 'bob' }, { jobId: 'two' })
  await vi.waitFor(() => expect(said('Job finished')).toHaveLength(2), 5000)
  expect(greeted).toHaveBeenCalledTimes(2)
  expect(greeted).toHaveBeenNthCalledWith(2, { personId: 'bob' }, expect.anything())
})

test('keeps a delayed job until its time', async () => {
  const { queue, run } = await queueOfItsOwn()
  const startedAt = performance.now()
  const greeted = vi.fn(async () => {})
  run([handleJob(greet, greeted)])
  await queue.enqueue(greet, { personId: 'ada' }, { delayMs: 400 })
  await vi.waitFor(() => expect(greeted).toHaveBeenCalledOnce(), 5000)
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(390)
})

test('tries a failing job again, as often as it says, and logs each failure', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  run([handleJob(greet, () => Promise.reject(new Error('nobody home')))])
  await queue.enqueue(greet, { personId: 'ada' })
  await vi.waitFor(() => expect(said('Job failed')).toHaveLength(3), 5000)
  await sleep(200)
  expect(said('Job failed').map((record) => record.attempt)).toEqual([1, 2, 3])
  expect(said('Job failed')[0]).toMatchObject({ job: 'greet', err: { message: 'nobody home' } })
})

test('goes on after a failure when a later try succeeds', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  const greeted = vi.fn(async () => {}).mockRejectedValueOnce(new Error('not yet'))
  run([handleJob(greet, greeted)])
  await queue.enqueue(greet, { personId: 'ada' })
  await vi.waitFor(() => expect(said('Job finished')).toMatchObject([{ attempt: 2 }]), 5000)
})

test('refuses data that does not fit where it is enqueued', async () => {
  const { queue } = await queueOfItsOwn()
  const loose = defineJob({ ...greet, data: z.object({ personId: z.string().min(3) }) })
  await expect(queue.enqueue(loose, { personId: 'x' })).rejects.toThrow(z.ZodError)
})

test('fails data that does not fit where it is run, without running or retrying it', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  const greeted = vi.fn(async () => {})
  run([handleJob(greet, greeted)])
  await queue.enqueue(defineJob({ ...greet, data: z.object({ person: z.number() }) }), { person: 1 })
  await vi.waitFor(() => expect(said('Job failed')).toHaveLength(1), 5000)
  await sleep(200)
  expect(said('Job failed')).toMatchObject([{ level: 50 }])
  expect(said('Job failed')[0]?.err).toHaveProperty('message', expect.stringContaining('does not fit'))
  expect(greeted).not.toHaveBeenCalled()
})

test('fails a job nobody handles, loudly and once', async () => {
  const { queue, run, said } = await queueOfItsOwn()
  run([])
  await queue.enqueue(greet, { personId: 'ada' })
  await vi.waitFor(() => expect(said('Job failed')).toHaveLength(1), 5000)
  await sleep(200)
  expect(said('Job failed')).toMatchObject([{ level: 50, err: { message: 'No handler for the job greet' } }])
})

test('refuses two handlers of one name', async () => {
  const { run } = await queueOfItsOwn()
  expect(() => run([handleJob(greet, async () => {}), handleJob(greet, async () => {})])).toThrow(
    'Two job handlers',
  )
})

test('repeats a scheduled job, on one schedule however many processes ask for it', async () => {
  const { queue, run } = await queueOfItsOwn()
  const swept = vi.fn(async () => {})
  const sweep = defineJob({ name: 'sweep', data: z.object({}), repeatEveryMs: 300 })
  await queue.schedule(sweep, {})
  await queue.schedule(sweep, {})
  run([handleJob(sweep, swept)])
  const startedAt = performance.now()
  await vi.waitFor(() => expect(swept).toHaveBeenCalledTimes(4), 5000)
  expect(performance.now() - startedAt).toBeGreaterThan(500)
  await expect(queue.schedule(greet, { personId: 'ada' })).rejects.toThrow('has no repeatEveryMs')
})

test('lets the job under way finish when the runner closes', async () => {
  const { queue, run } = await queueOfItsOwn()
  const steps: string[] = []
  const runner = run([
    handleJob(greet, async () => {
      steps.push('begun')
      await sleep(200)
      steps.push('done')
    }),
  ])
  await queue.enqueue(greet, { personId: 'ada' })
  await vi.waitFor(() => expect(steps).toEqual(['begun']), 5000)
  await runner.close()
  expect(steps).toEqual(['begun', 'done'])
})

test('tells the caller within two seconds or so when Redis does not take a job', async () => {
  const { logger } = recordingLogger()
  const redis = connectRedis(envWithRedis('redis://127.0.0.1:1'), logger)
  onTestFinished(() => redis.close())
  const startedAt = performance.now()
  await expect(createQueue(redis.queue, logger).enqueue(greet, { personId: 'ada' })).rejects.toThrow(
    'did not take the job greet',
  )
  expect(performance.now() - startedAt).toBeLessThan(2500)
})

test('goes on after an outage, telling it once, and closes quickly during one', async () => {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  const { queue, run, redis, said } = await queueOfItsOwn(wire.url)
  const greeted = vi.fn(async () => {})
  const runner = run([handleJob(greet, greeted)])
  await queue.enqueue(greet, { personId: 'ada' })
  await vi.waitFor(() => expect(greeted).toHaveBeenCalledTimes(1), 5000)

  await wire.cut()
  await vi.waitFor(() => expect(said('Fetching jobs is failing')).toHaveLength(1), 5000)
  await wire.mend()
  await redis.whenReady(5000)
  await queue.enqueue(greet, { personId: 'bob' })
  await vi.waitFor(() => expect(greeted).toHaveBeenCalledTimes(2), 8000)
  expect(said('Fetching jobs is back')).toHaveLength(1)

  await wire.cut()
  await vi.waitFor(() => expect(redis.queue.status).not.toBe('ready'))
  const startedAt = performance.now()
  await runner.close()
  await queue.close()
  expect(performance.now() - startedAt).toBeLessThan(1000)
  // What is cleaned up at the end needs the server.
  await wire.mend()
  await redis.whenReady(5000)
}, 25_000)

async function queueOfItsOwn(redisUrl = envWithRedis().REDIS_URL) {
  const recording = recordingLogger()
  const redis = connectRedis(envWithRedis(redisUrl), recording.logger)
  onTestFinished(() => redis.close())
  const name = `test-${randomUUID()}`
  onTestFinished(() => removeKeys(redis.queue, `{chatterly:queue}:${name}:*`))
  const queue = createQueue(redis.queue, recording.logger, { name })
  onTestFinished(() => queue.close())
  const run = (handlers: readonly JobHandler[]) => {
    const runner = runJobs(redis.queue, recording.logger, handlers, { name })
    onTestFinished(() => runner.close())
    return runner
  }
  return { queue, run, redis, ...recording }
}

async function removeKeys(redis: Redis, pattern: string): Promise<void> {
  const keys = await redis.keys(pattern)
  if (keys.length > 0) await redis.del(...keys)
}
