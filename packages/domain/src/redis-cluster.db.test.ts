import { createQueue, defineJob, handleJob, runJobs } from '@chatterly/platform/queue'
import { hasRedisCluster, startRedisCluster } from '@chatterly/testing/redis-cluster'
import { conversationOf, openTestWorld, say, type TestWorld } from '@chatterly/testing/test-world'
import type { UserId } from '@chatterly/protocol/ids'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'

/** Enough for every node to have some. */
const MANY = 30
const SOON = { timeout: 10_000 }

describe.skipIf(!hasRedisCluster)('on a Redis Cluster of three nodes', { timeout: 60_000 }, () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>
  let here: TestWorld
  let there: TestWorld

  beforeAll(async () => {
    cluster = await startRedisCluster()
    const options = { redisUrl: cluster.url, isRedisCluster: true, rateLimitScale: 1 }
    here = await openTestWorld(options)
    there = await openTestWorld({ ...options, databaseUrl: here.env.DATABASE_URL })
    await vi.waitFor(() =>
      expect([here.world.bus.isConnected(), there.world.bus.isConnected()]).toEqual([true, true]),
    )
  })
  afterAll(() => cluster.stop())

  const channelsOf = async () =>
    (await Promise.all(cluster.nodes.map((node) => node.ask('PUBSUB SHARDCHANNELS')))).map(
      (answer) => answer.match(/chatterly:/g)?.length ?? 0,
    )

  /** Channels heard on one process, and whether everything said on the other arrives by them alone. */
  async function listenToMany() {
    const names = Array.from({ length: MANY }, () => `test:${crypto.randomUUID()}`)
    const heard: string[] = []
    const leave = await Promise.all(
      names.map((name) =>
        there.world.bus.subscribe(name, (word) => void heard.push(`${name} ${String(word)}`)),
      ),
    )
    onTestFinished(async () => void (await Promise.all(leave.map((end) => end()))))
    return {
      names,
      hearsAll: async (word: string) => {
        await Promise.all(names.map((name) => here.world.bus.publish(name, word)))
        await vi.waitFor(() => {
          for (const name of names) expect(heard).toContain(`${name} ${word}`)
        }, 500)
      },
    }
  }

  /** Somebody who listens on one process to conversations that are written in on the other. */
  async function talkInMany() {
    const [ada, grace] = [await here.person('Ada'), await here.person('Grace')]
    const ids = await Promise.all(Array.from({ length: 10 }, () => conversationOf(ada, [grace], 'channel')))
    const heard = collect(there, grace.id)
    await vi.waitFor(() => expect(there.world.hub.count().topics).toBe(ids.length), SOON)
    return {
      ids,
      async hearsAll(word: string) {
        await Promise.all(ids.map((id) => say(ada, id, word)))
        await vi.waitFor(() => expect(heard.filter((body) => body === word)).toHaveLength(ids.length), SOON)
      },
    }
  }

  test('messages go by the node that has their channel, and all arrive', async () => {
    const { hearsAll } = await listenToMany()
    for (const channels of await channelsOf()) expect(channels).toBeGreaterThan(0)
    await hearsAll('hello')
  })

  test('two hubs hear each other', async () => {
    const { hearsAll } = await talkInMany()
    await hearsAll('hello')
  })

  test('a session is known everywhere, and its end is told everywhere', async () => {
    const { id } = await here.person('Ada')
    const { cookie, actor } = await here.world.sessions.start(id)
    for (const { world } of [there, there])
      expect((await world.sessions.identify(cookie)).actor).toEqual(actor)
    const ended = vi.fn()
    onTestFinished(await there.world.sessions.onEnded(ended))
    await here.world.sessions.end([actor.sessionHash])
    await vi.waitFor(() => expect(ended).toHaveBeenCalledExactlyOnceWith([actor.sessionHash]))
    expect((await there.world.sessions.identify(cookie)).actor).toBeNull()
  })

  test('limits are counted together', async () => {
    const limit = { name: 'test', points: 2, windowSeconds: 60 }
    for (const person of ['ada', 'grace', 'kay', 'lin']) {
      const answers = [here, there, here].map(({ world }) => world.limiter.consume(limit, person))
      const allowed = (await Promise.all(answers)).filter((answer) => answer.allowed)
      expect(allowed).toHaveLength(2)
    }
  })

  test('a job is handed over and done once', async () => {
    const greet = defineJob({ name: 'greet', data: z.object({ name: z.string() }) })
    const greeted: string[] = []
    const handlers = [handleJob(greet, async ({ name }) => void greeted.push(name))]
    const place = { name: crypto.randomUUID() }
    const runners = [here, there].map(({ redis, world }) =>
      runJobs(redis.queue, world.logger, handlers, place),
    )
    const queue = createQueue(here.redis.queue, here.world.logger, place)
    onTestFinished(async () => void (await Promise.all([...runners, queue].map((each) => each.close()))))
    await queue.enqueue(greet, { name: 'Ada' })
    await vi.waitFor(() => expect(greeted).toEqual(['Ada']), SOON)
  })

  test('subscriptions come back after their connections are cut, and nothing is missed', async () => {
    const [bus, hub] = [await listenToMany(), await talkInMany()]
    await bus.hearsAll('before')
    await hub.hearsAll('before')
    for (const node of cluster.nodes) expect(await node.ask('CLIENT KILL TYPE pubsub')).not.toBe(':0\r\n')
    await hub.hearsAll('meanwhile')
    await vi.waitFor(() => bus.hearsAll(crypto.randomUUID()), 15_000)
  })

  test('slots that move to another node cost time only', async () => {
    const hub = await talkInMany()
    await hub.hearsAll('before')
    const [one, two] = cluster.nodes
    const newOwner = /[0-9a-f]{40}/.exec((await two?.ask('CLUSTER MYID')) ?? '')?.[0]
    const slotOf = async (id: string) =>
      Number((await one?.ask(`CLUSTER KEYSLOT chatterly:conversation:${id}`))?.slice(1))
    const slots = (await Promise.all(hub.ids.map(slotOf))).filter((slot) => slot < 5461)
    expect(slots.length).toBeGreaterThan(0)
    // As Redis asks for it: the new owner first, then the old one, then everybody.
    for (const node of cluster.nodes.toSorted((a, b) => Number(b === two) - Number(a === two)))
      for (const slot of slots)
        expect(await node.ask(`CLUSTER SETSLOT ${slot} NODE ${newOwner}`)).toMatch(/OK/)
    await hub.hearsAll('meanwhile')
    await hub.hearsAll('after')
  })

  test('a node that dies costs time only, and is used again when it is back', async () => {
    const [bus, hub] = [await listenToMany(), await talkInMany()]
    await bus.hearsAll('before')
    const [, , three] = cluster.nodes
    await three?.kill()
    await hub.hearsAll('without it')
    await three?.restart()
    await vi.waitFor(() => bus.hearsAll(crypto.randomUUID()), 25_000)
    await hub.hearsAll('with it')
  })
})

/** The bodies of all messages a person is given on a process. */
function collect({ world }: TestWorld, userId: UserId): string[] {
  const bodies: string[] = []
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  void (async () => {
    for await (const item of world.hub.listenToPerson(userId, ending.signal)) {
      if (item.type !== 'batch') continue
      for (const event of item.events)
        if (event.type === 'message.created') bodies.push(event.message.body ?? '')
    }
  })()
  return bodies
}
