import { createClient } from '@chatterly/client/create-client'
import { createWire, type Wire } from '@chatterly/platform/testing/wire'
import { CALL_HEARTBEAT_SECONDS } from '@chatterly/protocol/calls/shapes'
import { type CallId, DeviceId } from '@chatterly/protocol/ids'
import setUpServices from '@chatterly/testing/global-setup'
import { startProgram } from '@chatterly/testing/program'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startWorker } from './testing/worker-process.ts'

/** Milliseconds from the moment in which all have vanished. */
const OVER_WITHIN_MS = 15_000

afterAll(await setUpServices())
const world = await openTestWorld()

const startServer = () =>
  startProgram({
    app: 'server',
    ready: /Chatterly is ready at (\S+)/,
    variables: {
      PORT: '0',
      DATABASE_URL: world.env.DATABASE_URL,
      REDIS_URL: world.env.REDIS_URL,
      AUTH_SECRETS: world.env.AUTH_SECRETS.join(','),
      RATE_LIMIT_SCALE: '1000',
    },
  })

/** Somebody at the other end of a wire, who listens, and whose device says again and again that it is there. */
async function deviceOf(person: Person, { url }: Wire) {
  const { cookie } = await world.world.sessions.start(person.id)
  const auth = () => ({ cookie: cookie.split(';')[0] ?? '' })
  const { client, device, failures } = {
    client: createClient({ url, WebSocket, auth }),
    device: DeviceId.parse(crypto.randomUUID()),
    failures: [] as unknown[],
  }
  onTestFinished(() => client.close())
  client.events.subscribe(() => {})
  await client.connection.caughtUp()
  const { calls } = client.procedures
  function beat(callId: CallId): void {
    const say = () =>
      void calls.heartbeat.mutate({ callId, device }).catch((error: unknown) => failures.push(error))
    const timer = setInterval(say, CALL_HEARTBEAT_SECONDS * 1000)
    onTestFinished(() => clearInterval(timer))
  }
  return { device, calls, beat, failures }
}

/** Two people who talk, over a wire of theirs. */
async function talkOver(wire: Wire) {
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
  const conversationId = await conversationOf(ada, [grace], 'direct')
  const [adas, graces] = [await deviceOf(ada, wire), await deviceOf(grace, wire)]
  const start = { conversationId, media: 'voice' as const, key: newKey(), device: adas.device }
  const { id: callId } = await adas.calls.start.mutate(start)
  await graces.calls.accept.mutate({ callId, device: graces.device })
  for (const each of [adas, graces]) each.beat(callId)
  return {
    seen: () => ada.call.calls.get({ callId }),
    failures: () => [...adas.failures, ...graces.failures],
  }
}

test('a call whose people all vanish without a word is over within 15 s; another, in which they are heard, goes on', async () => {
  const [server] = await Promise.all([startServer(), startWorker(world)])
  const [, url = ''] = server.ready
  const [lost, sound] = [await createWire(url), await createWire(url)]
  onTestFinished(async () => {
    for (const wire of [lost, sound]) await wire.close()
  })
  const deserted = await talkOver(lost)
  const lively = await talkOver(sound)
  expect((await deserted.seen()).state).toBe('active')

  const vanishedAtMs = Date.now()
  // What is there carries nothing, not even its end, and what is opened anew neither.
  lost.lose('up', 'down')
  lost.stall()
  await vi.waitFor(async () => expect((await deserted.seen()).state).toBe('ended'), {
    timeout: OVER_WITHIN_MS + 5000,
    interval: 100,
  })
  const { endedAt, result } = await deserted.seen()
  expect(result).toBe('answered')
  expect(Date.parse(endedAt ?? '') - vanishedAtMs).toBeLessThan(OVER_WITHIN_MS)
  expect((await lively.seen()).state).toBe('active')
  expect(lively.failures()).toEqual([])
})
