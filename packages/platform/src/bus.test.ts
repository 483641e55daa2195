import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createBus } from './bus.ts'
import type { Handler } from './bus-channels.ts'
import { connectRedis, type Redis } from './redis.ts'
import { envWithRedis, recordingLogger } from './testing/real-redis.ts'
import { createWire } from './testing/wire.ts'

const channelName = () => `test:${randomUUID()}`

test('carries a message to the listeners of its channel in every process, and to no other', async () => {
  const [here, there] = [await connectedBus(), await connectedBus()]
  const channel = channelName()
  const [mine, theirs, others] = [vi.fn(), vi.fn(), vi.fn()]
  await here.bus.subscribe(channel, mine)
  await there.bus.subscribe(channel, theirs)
  await there.bus.subscribe(channelName(), others)

  expect(await here.bus.publish(channel, { seq: 7, words: ['ä', null] })).toBe(true)
  await vi.waitFor(() => expect(theirs).toHaveBeenCalledExactlyOnceWith({ seq: 7, words: ['ä', null] }))
  await vi.waitFor(() => expect(mine).toHaveBeenCalledOnce())
  expect(others).not.toHaveBeenCalled()
})

test('two installations that share a Redis, each with its prefix, do not hear each other', async () => {
  const { redis, logger } = await connectedBus()
  const { redis: others } = await connectedBus()
  const mine = createBus({ ...redis, logger, prefix: 'mine:' })
  const theirs = createBus({ ...others, logger, prefix: 'theirs:' })
  const [channel, heardByMe, heardByThem] = [channelName(), vi.fn(), vi.fn()]
  await mine.subscribe(channel, heardByMe)
  await theirs.subscribe(channel, heardByThem)
  await mine.publish(channel, 'hello')
  await vi.waitFor(() => expect(heardByMe).toHaveBeenCalledExactlyOnceWith('hello'))
  expect(heardByThem).not.toHaveBeenCalled()
  await theirs.publish(channel, 'hello')
  await vi.waitFor(() => expect(heardByThem).toHaveBeenCalledOnce())
  expect(heardByMe).toHaveBeenCalledOnce()
})

test('keeps the order of messages', async () => {
  const { bus } = await connectedBus()
  const [channel, heard] = [channelName(), vi.fn<Handler>()]
  await bus.subscribe(channel, heard)
  await Promise.all(Array.from({ length: 50 }, (_, index) => bus.publish(channel, index)))
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(50))
  expect(heard.mock.calls.map(([index]) => index)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('subscribes a channel once in Redis, however many listen, and not at all after the last has left', async () => {
  const { bus, redis } = await connectedBus()
  const channel = channelName()
  const subscribe = vi.spyOn(redis.subscriber, 'subscribe')
  const leave = await Promise.all([1, 2, 3].map(() => bus.subscribe(channel, vi.fn())))
  expect(subscribe).toHaveBeenCalledTimes(1)
  expect(await subscribersOf(redis.cache, channel)).toBe(1)
  expect(bus.channelCount()).toBe(1)

  await leave[0]?.()
  await leave[0]?.()
  await leave[1]?.()
  expect(await subscribersOf(redis.cache, channel)).toBe(1)
  await leave[2]?.()
  expect(await subscribersOf(redis.cache, channel)).toBe(0)
  expect(bus.channelCount()).toBe(0)
})

test('stops calling a listener that left, and goes on calling the one that stayed', async () => {
  const { bus } = await connectedBus()
  const [channel, left, stayed] = [channelName(), vi.fn(), vi.fn()]
  const leave = await bus.subscribe(channel, left)
  await bus.subscribe(channel, stayed)
  await leave()
  await bus.publish(channel, 'news')
  await vi.waitFor(() => expect(stayed).toHaveBeenCalledOnce())
  expect(left).not.toHaveBeenCalled()
})

test('lets a function listen twice, and each time leave alone', async () => {
  const { bus } = await connectedBus()
  const [channel, heard] = [channelName(), vi.fn<Handler>()]
  const leave = await bus.subscribe(channel, heard)
  await bus.subscribe(channel, heard)
  await bus.publish(channel, 'both')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2))
  await leave()
  await bus.publish(channel, 'one')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(3))
})

test('hears again what is subscribed after it left and came back at once', async () => {
  const { bus, redis } = await connectedBus()
  const [channel, heard] = [channelName(), vi.fn<Handler>()]
  const leave = await bus.subscribe(channel, vi.fn())
  await Promise.all([leave(), bus.subscribe(channel, heard)])
  expect(await subscribersOf(redis.cache, channel)).toBe(1)
  await bus.publish(channel, 'news')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce())
})

test('drops what is not JSON, says so, and hears the next message', async () => {
  const { bus, redis, said } = await connectedBus()
  const [channel, heard] = [channelName(), vi.fn<Handler>()]
  await bus.subscribe(channel, heard)
  await redis.publisher.publish(channel, '{"half":')
  await bus.publish(channel, 'whole')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledExactlyOnceWith('whole'))
  expect(said('Dropped a message that is not JSON')).toMatchObject([{ channel }])
})

test('delivers to the other listeners when one throws', async () => {
  const { bus, said } = await connectedBus()
  const [channel, heard] = [channelName(), vi.fn<Handler>()]
  await bus.subscribe(channel, () => {
    throw new Error('a bug')
  })
  await bus.subscribe(channel, heard)
  await bus.publish(channel, 'news')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce())
  expect(said('A bus handler threw')).toMatchObject([{ channel, err: { message: 'a bug' } }])
})

test('hears every channel again after its connection is killed, and then tells whoever wants to catch up', async () => {
  const { bus, redis } = await connectedBus()
  // More than fit into one command.
  const channels = Array.from({ length: 1203 }, channelName)
  const heard = vi.fn()
  await Promise.all(channels.map((channel) => bus.subscribe(channel, heard)))
  const subscribersWhenTold: Promise<number>[] = []
  const stop = bus.onReconnect(() =>
    subscribersWhenTold.push(subscribersOf(redis.cache, channels.at(-1) ?? '')),
  )

  for (const round of [1, 2]) {
    await kill(redis)
    await vi.waitFor(() => expect(subscribersWhenTold).toHaveLength(round), 5000)
  }
  expect(await Promise.all(subscribersWhenTold)).toEqual([1, 1])
  expect(bus.isConnected()).toBe(true)
  await Promise.all(channels.map((channel) => bus.publish(channel, channel)))
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(channels.length), 5000)

  stop()
  await kill(redis)
  await vi.waitFor(() => expect(bus.isConnected()).toBe(false))
  await vi.waitFor(() => expect(bus.isConnected()).toBe(true), 5000)
  expect(subscribersWhenTold).toHaveLength(2)
})

test('leaves no subscription behind for a channel that was left during an outage', async () => {
  const { bus, redis, wire } = await busOverWire()
  const channel = channelName()
  const leave = await bus.subscribe(channel, vi.fn())
  await wire.cut()
  await vi.waitFor(() => expect(bus.isConnected()).toBe(false))
  await leave()
  await wire.mend()
  await vi.waitFor(() => expect(bus.isConnected()).toBe(true), 5000)
  await redis.whenReady(5000)
  expect(await subscribersOf(redis.cache, channel)).toBe(0)
  expect(bus.channelCount()).toBe(0)
})

test('while Redis is away, takes a subscription at once, and refuses a message quickly, telling it once', async () => {
  const { bus, redis, wire, said } = await busOverWire()
  const [channel, heard, reconnected] = [channelName(), vi.fn(), vi.fn()]
  bus.onReconnect(reconnected)
  await wire.cut()
  await vi.waitFor(() => expect(bus.isConnected()).toBe(false))

  const startedAt = performance.now()
  await bus.subscribe(channel, heard)
  expect([await bus.publish(channel, 1), await bus.publish(channel, 2)]).toEqual([false, false])
  expect(performance.now() - startedAt).toBeLessThan(900)
  expect(said('Publishing on the bus is failing')).toHaveLength(1)
  expect(reconnected).not.toHaveBeenCalled()

  await wire.mend()
  await vi.waitFor(() => expect(reconnected).toHaveBeenCalledOnce(), 5000)
  await redis.whenReady(5000)
  expect(await bus.publish(channel, 3)).toBe(true)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledExactlyOnceWith(3))
  expect(said('Publishing on the bus is back')).toMatchObject([{ failures: 2 }])
})

test('gives a publication up after about a second when Redis does not answer', async () => {
  const { bus, wire } = await busOverWire()
  const startedAt = performance.now()
  wire.stall()
  expect(await bus.publish(channelName(), 'news')).toBe(false)
  expect(performance.now() - startedAt).toBeLessThan(1900)
})

async function connectedBus(redisUrl = envWithRedis().REDIS_URL) {
  const recording = recordingLogger()
  const redis = connectRedis(envWithRedis(redisUrl), recording.logger)
  onTestFinished(() => redis.close())
  const bus = createBus({
    publisher: redis.publisher,
    subscriber: redis.subscriber,
    logger: recording.logger,
  })
  expect(await redis.whenReady(5000)).toBe(true)
  await vi.waitFor(() => expect(bus.isConnected()).toBe(true))
  return { bus, redis, ...recording }
}

async function busOverWire() {
  const wire = await createWire(envWithRedis().REDIS_URL)
  onTestFinished(() => wire.close())
  return { wire, ...(await connectedBus(wire.url)) }
}

// Only this bus's connection: other tests share the server.
async function kill({ subscriber, cache }: { subscriber: Redis; cache: Redis }): Promise<void> {
  const id = await subscriber.client('ID')
  await cache.client('KILL', 'ID', id)
}

async function subscribersOf(redis: Redis, channel: string): Promise<number> {
  const [, count] = await redis.pubsub('NUMSUB', channel)
  return Number(count)
}
