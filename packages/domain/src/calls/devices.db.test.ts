import { setTimeout as sleep } from 'node:timers/promises'
import { DeviceId } from '@chatterly/protocol/ids'
import { CANDIDATES_MAX, SDP_MAX } from '@chatterly/protocol/calls/signals'
import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createCaller } from '../router.ts'
import { readEvents } from '../realtime/read-events.ts'

const world = await openTestWorld()
const elsewhere = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
const ada = await world.person('Ada')
const refusal = (code: string) => ({ cause: { code } })
const newDevice = () => DeviceId.parse(crypto.randomUUID())
const offer = { kind: 'offer' as const, sdp: 'v=0' }

async function pair() {
  const other = await world.person('Other')
  const conversationId = await conversationOf(ada, [other], 'direct')
  const [adas, others] = [newDevice(), newDevice()]
  const start = { conversationId, media: 'voice' as const, device: adas, key: newKey() }
  const { id: callId } = await ada.call.calls.start(start)
  const eventTypes = async () =>
    (await readEvents(world.db, conversationId, { after: 1 })).map(({ type }) => type)
  return { other, conversationId, callId, adas, others, eventTypes }
}

/** What passes to a person who listens on a process, from now on. */
async function listen({ id }: Person, on = world): Promise<PersonEvent[]> {
  const heard: PersonEvent[] = []
  const stopping = new AbortController()
  onTestFinished(() => stopping.abort())
  const items = on.world.hub.listenToPerson(id, stopping.signal)
  // The first says that from now on everything is heard.
  await items.next()
  void (async () => {
    for await (const item of items) heard.push(item)
  })()
  return heard
}

const passed = (heard: PersonEvent[], type: 'call.signal' | 'ring.silenced') =>
  heard.filter((item) => item.type === type)

test('two of one person answer at once: one is in, the other hears that it is not', async () => {
  const { other, callId, eventTypes } = await pair()
  const answers = await Promise.allSettled(
    [newDevice(), newDevice()].map((device) => other.call.calls.accept({ callId, device })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = answers.find(({ status }) => status === 'rejected')
  expect(refused).toMatchObject({ reason: refusal('call.answered_elsewhere') })
  expect((await eventTypes()).filter((type) => type === 'call.accepted')).toHaveLength(1)
})

test('a reloaded tab goes on, also while it still rings, and the old one can do no harm', async () => {
  const other = await world.person('Other')
  const conversationId = await conversationOf(ada, [other], 'direct')
  const [before, after] = [newDevice(), newDevice()]
  const { id: callId } = await ada.call.calls.start({
    conversationId,
    media: 'voice',
    device: before,
    key: newKey(),
  })
  expect(await ada.call.calls.join({ callId, device: after })).toMatchObject({ state: 'calling', fence: 2 })
  await expect(ada.call.calls.leave({ callId, device: before })).rejects.toMatchObject(refusal('call.not_in'))
  await expect(ada.call.calls.heartbeat({ callId, device: before })).rejects.toMatchObject(
    refusal('call.not_in'),
  )
  expect(await ada.call.calls.heartbeat({ callId, device: after })).toMatchObject({
    state: 'calling',
    fence: 2,
  })
})

test('what one decides silences the others at once, on every process', async () => {
  for (const act of ['accept', 'decline', 'cancel'] as const) {
    const { other, callId } = await pair()
    const [here, there] = [await listen(other), await listen(other, elsewhere)]
    if (act === 'cancel') await ada.call.calls.end({ callId })
    else await other.call.calls[act]({ callId })
    for (const heard of [here, there]) {
      await vi.waitFor(() =>
        expect(passed(heard, 'ring.silenced')).toEqual([{ type: 'ring.silenced', callId, fence: 2 }]),
      )
    }
  }
})

describe('signals', () => {
  async function talking() {
    const made = await pair()
    await made.other.call.calls.accept({ callId: made.callId, device: made.others })
    const { callId, adas, other } = made
    const say = (signal: Parameters<typeof ada.call.calls.signal>[0]['signal'] = offer) =>
      ada.call.calls.signal({ callId, device: adas, to: other.id, signal })
    return { ...made, say }
  }

  test('reach the other’s device on another process, with who speaks put there by the server', async () => {
    const { other, callId, adas, others, say } = await talking()
    const heard = await listen(other, elsewhere)
    await say()
    await vi.waitFor(() =>
      expect(passed(heard, 'call.signal')).toEqual([
        {
          type: 'call.signal',
          callId,
          from: { userId: ada.id, device: adas },
          to: { userId: other.id, device: others },
          signal: offer,
        },
      ]),
    )
  })

  test('ask the database once who sits where, however many they are', async () => {
    const { say } = await talking()
    const select = vi.spyOn(world.db, 'select')
    onTestFinished(() => select.mockRestore())
    await say()
    await Promise.all(Array.from({ length: 50 }, () => say()))
    // Others read meanwhile too: what was announced reads the events it tells of.
    const ofSeats = select.mock.calls.filter(([fields]) => 'device' in Object(fields))
    // Once more where the word of the answer to the call comes back over the bus after the first signal.
    expect([1, 2]).toContain(ofSeats.length)
  })

  test('that keep coming wait for no database, also when it is read again who sits where', async () => {
    const { say, other } = await talking()
    const heard = await listen(other)
    await say()
    await sleep(2500)
    await world.db.transaction(async (tx) => {
      await tx.execute(sql`lock table call_participants in access exclusive mode`)
      await say()
      await vi.waitFor(() => expect(passed(heard, 'call.signal')).toHaveLength(2))
    })
  })

  test('reach each of the person’s connections once, on this process and on others', async () => {
    const { other, say } = await talking()
    const connections = [await listen(other), await listen(other), await listen(other, elsewhere)]
    for (const sdp of ['one', 'two', 'three']) await say({ kind: 'offer', sdp })
    for (const heard of connections) {
      await vi.waitFor(() => expect(passed(heard, 'call.signal').length).toBeGreaterThanOrEqual(3))
      const said = passed(heard, 'call.signal').map((item) => 'signal' in item && item.signal)
      expect(said).toEqual(['one', 'two', 'three'].map((sdp) => ({ kind: 'offer', sdp })))
    }
  })

  test('end when somebody leaves or goes on elsewhere, on every process at once', async () => {
    const { other, callId, others, adas, say } = await talking()
    const { call } = elsewherePerson(other)
    const back = () => call.calls.signal({ callId, device: others, to: ada.id, signal: offer })
    await back()
    const moved = newDevice()
    await other.call.calls.join({ callId, device: moved })
    await expect
      .poll(() =>
        back().then(
          () => 'sent',
          (error) => error.cause.code,
        ),
      )
      .toBe('call.not_in')
    await say()
    await ada.call.calls.leave({ callId, device: adas })
    await expect(say()).rejects.toMatchObject(refusal('call.not_in'))
  })

  test('that are under way when the other hangs up are dropped, and so is a sign of life or hanging up too', async () => {
    const { other, callId, adas, say } = await talking()
    const heard = await listen(other)
    await other.call.calls.leave({ callId })
    await say()
    const { state, fence } = await ada.call.calls.heartbeat({ callId, device: adas })
    expect(await ada.call.calls.leave({ callId, device: adas })).toMatchObject({ state, fence })
    expect(state).toBe('ended')
    await expect(ada.call.calls.heartbeat({ callId, device: newDevice() })).rejects.toMatchObject(
      refusal('call.not_in'),
    )
    expect(passed(heard, 'call.signal')).toEqual([])
  })

  test('are refused to whoever is not in the call, and for whoever is not', async () => {
    const { other, callId, adas, say } = await talking()
    const stranger = await world.person('Stranger')
    const heard = await listen(other)
    for (const [person, device] of [
      [stranger, newDevice()],
      [stranger, adas],
      [ada, newDevice()],
    ] as const) {
      await expect(
        person.call.calls.signal({ callId, device, to: other.id, signal: offer }),
      ).rejects.toMatchObject(refusal('call.not_in'))
    }
    await expect(
      ada.call.calls.signal({ callId, device: adas, to: stranger.id, signal: offer }),
    ).rejects.toMatchObject(refusal('call.peer_gone'))
    await say()
    await vi.waitFor(() => expect(passed(heard, 'call.signal')).toHaveLength(1))
  })

  test('that are too large or no signal are refused, and the call goes on', async () => {
    const { say } = await talking()
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null }
    const candidates = Array.from({ length: CANDIDATES_MAX + 1 }, () => candidate)
    await expect(say({ kind: 'offer', sdp: 'v'.repeat(SDP_MAX + 1) })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(say({ kind: 'candidates', candidates })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await say({ kind: 'candidates', candidates: candidates.slice(1) })
    await say({ kind: 'offer', sdp: 'v'.repeat(SDP_MAX) })
  })

  test('are limited', async () => {
    const strict = await openTestWorld({ databaseUrl: world.env.DATABASE_URL, rateLimitScale: 0.01 })
    const { callId, others, other } = await talking()
    const { call } = elsewherePerson(other, strict)
    const say = () => call.calls.signal({ callId, device: others, to: ada.id, signal: offer })
    const answers = await Promise.allSettled(Array.from({ length: 20 }, say))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
    await expect(say()).rejects.toMatchObject(refusal('rate.limited'))
  })
})

/** The same person, whose requests another process takes. */
function elsewherePerson(person: Person, on = elsewhere): Person {
  const ctx = { ...on.anonymous(), actor: person.ctx.actor }
  return { ...person, ctx, call: createCaller(ctx) }
}
