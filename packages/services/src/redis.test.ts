import { Redis } from 'ioredis'
import { expect, onTestFinished, test } from 'vitest'
import { askRedis } from './redis-answers.ts'
import { installedRedis, packagedValkey } from './redis.ts'
import { testFolder } from './test-folder.ts'

const place = async (lines: string[] = []) => ({
  dataDir: await testFolder(),
  log: (line: string) => void lines.push(line),
})

test('without a program in the folders, nothing is offered', async () => {
  expect(await installedRedis([await testFolder()])(await place())).toBeUndefined()
})

test('the Valkey that npm brings is whole, prompt, closed to strangers and evicts nothing', {
  timeout: 60_000,
}, async () => {
  const lines: string[] = []
  const server = await packagedValkey(await place(lines))
  if (server === undefined) throw new Error('There is always one from npm.')
  const redis = new Redis(server.url)
  onTestFinished(async () => {
    redis.disconnect()
    await server.stop()
  })
  expect(lines.join()).toMatch(/^Valkey/)
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  expect(await redis.eval('return redis.call("INCR", KEYS[1])', 1, 'count')).toBe(1)
  const startedAt = performance.now()
  for (let i = 0; i < 100; i += 1) await redis.ping()
  // Without our own stepping each takes 50 to 100 ms.
  expect((performance.now() - startedAt) / 100).toBeLessThan(10)

  await expect(askRedis(server.url.replace(/:[^:@]*@/, ''))).rejects.toThrow(/NOAUTH/)
})
