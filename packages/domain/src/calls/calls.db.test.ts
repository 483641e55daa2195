import { DeviceId } from '@chatterly/protocol/ids'
import type { CallMedia } from '@chatterly/protocol/messages/call-card'
import { expectEventsToReproduceState } from '@chatterly/testing/reproduce-state'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { readEvents } from '../realtime/read-events.ts'

const world = await openTestWorld()
const [ada, grace, mary] = [
  await world.person('Ada'),
  await world.person('Grace'),
  await world.person('Mary'),
]
const refusal = (code: string) => ({ cause: { code } })
const newDevice = () => DeviceId.parse(crypto.randomUUID())

async function called(others: Person[] = [grace], media: CallMedia = 'voice') {
  const kind = others.length > 1 ? 'group' : 'direct'
  // A pair has one direct conversation: other people for each test.
  const conversationId = await conversationOf(ada, others, kind)
  const call = await ada.call.calls.start({ conversationId, media, device: newDevice(), key: newKey() })
  const seen = (viewer = ada) => viewer.call.calls.get({ callId: call.id })
  const standingOf = async (person: Person) =>
    (await seen()).participants.find(({ user }) => user.id === person.id)?.standing
  const eventTypes = async () =>
    (await readEvents(world.db, conversationId, { after: 1 })).map(({ type }) => type)
  const card = async (viewer = ada) => (await viewer.call.messages.list({ conversationId })).items.at(-1)
  const unread = async (viewer: Person) => (await viewer.call.conversations.get({ conversationId })).me.unread
  return { conversationId, callId: call.id, call, seen, standingOf, eventTypes, card, unread }
}

const pair = async () => {
  const other = await world.person('Other')
  return { other, ...(await called([other])) }
}

test('two people: called, rung, answered, and over when one hangs up, with a card that nobody need read', async () => {
  const { other, callId, seen, eventTypes, card, unread, call } = await pair()
  expect(call).toMatchObject({ state: 'calling', fence: 1, result: null, startedBy: ada.id })
  expect(Date.parse(call.ringingUntil ?? '') - Date.parse(call.startedAt)).toBeCloseTo(30_000, -2)
  expect(await other.call.calls.acknowledge({ callId })).toMatchObject({ state: 'ringing', fence: 2 })
  const device = newDevice()
  const answered = await other.call.calls.accept({ callId, device })
  expect(answered).toMatchObject({ state: 'active', fence: 3, answeredAt: expect.any(String) })
  expect(answered.participants.map((each) => each.standing)).toEqual(['present', 'present'])
  expect(await ada.call.calls.leave({ callId })).toMatchObject({ state: 'ended', result: 'answered' })
  expect(await seen(other)).toMatchObject({ state: 'ended', endedAt: expect.any(String) })
  expect(await eventTypes()).toEqual([
    'call.started',
    'call.ringing',
    'call.accepted',
    'call.left',
    'call.ended',
    'message.created',
  ])
  expect(await card(other)).toMatchObject({
    kind: 'call',
    senderId: ada.id,
    call: { callId, result: 'answered', seconds: 0, participantIds: [ada.id, other.id] },
  })
  expect(await unread(other)).toBe(0)
})

test('old state and the events of a call make the new state, also what is unread of its card', async () => {
  for (const act of ['decline', 'accept', 'cancel'] as const) {
    const other = await world.person('Other')
    const conversationId = await conversationOf(ada, [other], 'group')
    for (const viewer of [ada, other]) {
      await expectEventsToReproduceState(viewer, conversationId, async () => {
        const { id: callId } = await ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
        if (act !== 'cancel') await other.call.calls[act]({ callId })
        if (act !== 'decline') await ada.call.calls.end({ callId })
        const message = (await ada.call.messages.list({ conversationId })).items.at(-1)
        if (message && viewer === other) {
          await ada.call.messages.delete({ conversationId, messageId: message.id })
        }
      })
    }
  }
})

describe('who called and was not answered', () => {
  test('cancels: nobody answered, so the other has missed it', async () => {
    const { other, callId, card, unread } = await pair()
    expect(await ada.call.calls.leave({ callId })).toMatchObject({ state: 'ended', result: 'cancelled' })
    expect(await card()).toMatchObject({ kind: 'missed_call', body: 'Missed voice call' })
    expect([await unread(other), await unread(ada)]).toEqual([1, 0])
  })

  test('is declined: that is no news to who declined', async () => {
    const { other, callId, card, unread } = await pair()
    expect(await other.call.calls.decline({ callId })).toMatchObject({
      state: 'declined',
      result: 'declined',
    })
    expect(await card()).toMatchObject({ kind: 'call', call: { result: 'declined', seconds: null } })
    expect(await unread(other)).toBe(0)
  })
})

describe('starting', () => {
  test('again with the same key is the same call, and with other content refused', async () => {
    const other = await world.person('Other')
    const conversationId = await conversationOf(ada, [other], 'direct')
    const request = { conversationId, media: 'voice' as const, key: newKey() }
    const answers = await Promise.all([1, 2, 3].map(() => ada.call.calls.start(request)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.map(({ fence }) => fence)).toEqual([1, 1, 1])
    await expect(ada.call.calls.start({ ...request, media: 'video' })).rejects.toMatchObject(
      refusal('idempotency.key_reused'),
    )
  })

  test('by both at once: one call, and it is answered', async () => {
    for (let round = 0; round < 10; round += 1) {
      const other = await world.person('Other')
      const conversationId = await conversationOf(ada, [other], 'direct')
      const start = (person: Person) =>
        person.call.calls.start({ conversationId, media: 'voice', key: newKey(), device: newDevice() })
      const [one, two] = await Promise.all([start(ada), start(other)])
      expect(one.id).toBe(two.id)
      const { calls } = await ada.call.calls.active({ conversationId })
      expect(calls.map(({ state }) => state)).toEqual(['active'])
    }
  })

  test('in a channel it rings for nobody, is open, and people come by', async () => {
    const conversationId = await conversationOf(ada, [grace, mary], 'channel')
    const call = await ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
    expect(call).toMatchObject({ state: 'active', ringingUntil: null, answeredAt: null })
    expect(call.participants).toHaveLength(1)
    await expect(grace.call.calls.accept({ callId: call.id })).rejects.toMatchObject(
      refusal('call.not_ringing'),
    )
    expect(await grace.call.calls.join({ callId: call.id })).toMatchObject({ answeredAt: expect.any(String) })
  })

  test('somebody who talks elsewhere is rung softly', async () => {
    const busy = await world.person('Busy')
    const first = await called([busy])
    await busy.call.calls.accept({ callId: first.callId })
    const conversationId = await conversationOf(grace, [busy, mary], 'group')
    const second = await grace.call.calls.start({ conversationId, media: 'voice', key: newKey() })
    const softly = second.participants.map(({ user, ringsSoftly }) => [user.id, ringsSoftly])
    expect(Object.fromEntries(softly)).toEqual({ [grace.id]: false, [busy.id]: true, [mary.id]: false })
  })
})

describe('in a group', () => {
  test('the last who declines decides, and who answered keeps it going', async () => {
    const declined = await called([grace, mary])
    expect(await grace.call.calls.decline({ callId: declined.callId })).toMatchObject({ state: 'calling' })
    expect(await mary.call.calls.decline({ callId: declined.callId })).toMatchObject({ state: 'declined' })
    const talked = await called([grace, mary])
    await grace.call.calls.accept({ callId: talked.callId })
    expect(await mary.call.calls.decline({ callId: talked.callId })).toMatchObject({ state: 'active' })
    expect(await mary.call.calls.join({ callId: talked.callId })).toMatchObject({ state: 'active' })
  })

  test('somebody leaves and comes back; when the last has left it is over', async () => {
    const { callId, standingOf, seen } = await called([grace, mary])
    await grace.call.calls.accept({ callId })
    expect(await ada.call.calls.leave({ callId })).toMatchObject({ state: 'active' })
    expect(await standingOf(ada)).toBe('left')
    await ada.call.calls.join({ callId })
    await ada.call.calls.leave({ callId })
    await ada.call.calls.leave({ callId })
    expect(await grace.call.calls.leave({ callId })).toMatchObject({ state: 'ended', result: 'answered' })
    expect(await standingOf(mary)).toBe('missed')
    expect((await seen(mary)).participants).toHaveLength(3)
  })

  test('pictures have room for four, voices for six', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => world.person(`Person ${n}`)))
    for (const [media, room] of [
      ['video', 4],
      ['voice', 6],
    ] as const) {
      const { callId } = await called(people, media)
      for (const person of people.slice(0, room - 1)) await person.call.calls.accept({ callId })
      const late = people[room - 1]
      await expect(late?.call.calls.accept({ callId })).rejects.toMatchObject(refusal('call.full'))
      await people[0]?.call.calls.leave({ callId })
      await late?.call.calls.accept({ callId })
    }
  })
})

describe('what is refused, and changes nothing', () => {
  test('anything after the end', async () => {
    const { other, callId, seen, eventTypes } = await pair()
    await other.call.calls.decline({ callId })
    const [before, events] = [await seen(), await eventTypes()]
    for (const act of ['accept', 'decline', 'join', 'leave', 'end', 'acknowledge'] as const)
      await expect(other.call.calls[act]({ callId }), act).rejects.toMatchObject({
        code: 'CONFLICT',
        ...refusal('call.over'),
      })
    expect([await seen(), await eventTypes()]).toEqual([before, events])
  })

  test('answering or declining one’s own call, or leaving one that one is not in', async () => {
    const { other, callId, seen } = await pair()
    const before = await seen()
    for (const act of ['accept', 'decline', 'acknowledge'] as const)
      await expect(ada.call.calls[act]({ callId }), act).rejects.toMatchObject(refusal('call.not_ringing'))
    await expect(other.call.calls.leave({ callId })).rejects.toMatchObject(refusal('call.not_in'))
    expect(await seen()).toEqual(before)
  })

  test('ending for everybody, unless one started it or keeps the group', async () => {
    const { callId } = await called([grace, mary])
    await grace.call.calls.accept({ callId })
    await expect(grace.call.calls.end({ callId })).rejects.toMatchObject(refusal('call.end_forbidden'))
    expect(await ada.call.calls.end({ callId })).toMatchObject({ state: 'ended', result: 'answered' })
  })

  test('looking, for somebody who is not there', async () => {
    const { callId, conversationId } = await called([grace, await world.person('Third')])
    await expect(mary.call.calls.get({ callId })).rejects.toMatchObject(refusal('call.not_found'))
    await expect(mary.call.calls.active({ conversationId })).rejects.toMatchObject(
      refusal('conversation.not_found'),
    )
    expect((await mary.call.calls.active({})).calls.map(({ id }) => id)).not.toContain(callId)
  })
})

test('a call that is over before somebody comes to a group is not theirs to see; one that goes on is', async () => {
  const late = await world.person('Late')
  const over = await called([grace, mary])
  await ada.call.calls.end({ callId: over.callId })
  const { conversationId } = over
  const on = await ada.call.calls.start({ conversationId, media: 'video', key: newKey() })
  await ada.call.conversations.addMember({ conversationId, userId: late.id })
  await expect(late.call.calls.get({ callId: over.callId })).rejects.toMatchObject(refusal('call.not_found'))
  expect((await late.call.calls.history({ conversationId })).items.map(({ id }) => id)).toEqual([on.id])
  expect((await late.call.calls.active({})).calls.map(({ id }) => id)).toEqual([on.id])
  expect((await grace.call.calls.history({ conversationId })).items.map(({ id }) => id)).toEqual([
    on.id,
    over.callId,
  ])
})

test('one’s history goes page by page, over all conversations, the newest first', async () => {
  const person = await world.person('Person')
  const made: string[] = []
  for (const other of [grace, mary, ada]) {
    const conversationId = await conversationOf(other, [person], 'direct')
    const { id } = await other.call.calls.start({ conversationId, media: 'voice', key: newKey() })
    made.unshift(id)
  }
  const first = await person.call.calls.history({ limit: 2 })
  const second = await person.call.calls.history({ limit: 2, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made)
  expect(second.nextCursor).toBe(null)
})
