import { createClient } from '@chatterly/client/create-client'
import { createWire, type Wire } from '@chatterly/platform/testing/wire'
import setUpServices from '@chatterly/testing/global-setup'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startProcess } from '../testing/process.ts'

/** Milliseconds: the two waits of the heartbeat, and as much again for a busy machine. Without a heartbeat it is hours. */
const patience = { timeout: 40_000, interval: 20 }

const stopServices = await setUpServices()
afterAll(stopServices)

const database = await openTestWorld()

test('a connection that is lost without a word is freed by the server and replaced by the client', async () => {
  // At the same time, since each takes most of it: nothing gets through, nothing to the server, nothing from it.
  await Promise.all([expectToComeBack('up', 'down'), expectToComeBack('up'), expectToComeBack('down')])
})

async function expectToComeBack(...lost: Parameters<Wire['lose']>): Promise<void> {
  const here = await startProcess(await openTestWorld({ databaseUrl: database.env.DATABASE_URL }))
  const wire = await createWire(here.url)
  onTestFinished(() => wire.close())
  const [ada, grace] = [await here.open.person('Ada'), await here.open.person('Grace')]
  const id = await conversationOf(ada, [grace])
  const { cookie } = await here.open.world.sessions.start(grace.id)
  let connections = 0
  const client = createClient({
    url: wire.url,
    WebSocket,
    auth: () => {
      connections += 1
      return { cookie: cookie.split(';')[0] ?? '' }
    },
  })
  onTestFinished(() => client.close())
  const heard: string[] = []
  client.events.subscribe((item) => {
    if (item.type === 'event' && item.event.type === 'message.created')
      heard.push(item.event.message.body ?? '')
  })
  await client.connection.caughtUp()
  await say(ada, id, 'before')
  await vi.waitFor(() => expect(heard).toEqual(['before']), 5000)
  expect(here.open.world.hub.count().people).toBe(1)
  connections = 0

  const lostAt = performance.now()
  wire.lose(...lost)
  await say(ada, id, 'meanwhile')
  // A new socket of the client, and only that one left at the server.
  await vi.waitFor(() => expect(connections).toBeGreaterThan(0), patience)
  await vi.waitFor(() => expect(client.connection.state().status).toBe('live'), patience)
  await vi.waitFor(() => expect(here.open.world.hub.count().people).toBe(1), patience)
  process.stdout.write(
    `lost ${lost.join(' and ')}: back after ${Math.round(performance.now() - lostAt)} ms\n`,
  )
  await say(ada, id, 'after')
  await vi.waitFor(() => expect(heard).toEqual(['before', 'meanwhile', 'after']), 5000)
}
