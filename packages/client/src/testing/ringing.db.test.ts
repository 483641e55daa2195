import { appRouter } from '@chatterly/domain/router'
import { applyToCalls, type Calls } from '@chatterly/protocol/calls/apply'
import { shouldRing } from '@chatterly/protocol/calls/ringing'
import type { CallId } from '@chatterly/protocol/ids'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createInProcessClient } from './in-process.ts'

const world = await openTestWorld()
const ada = await world.person('Ada')

/** A busy machine may take its time. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

/** A device that keeps the calls it is told of, and every call it has ever begun to ring for. */
async function deviceOf(person: Person) {
  const client = createInProcessClient({ router: appRouter, createContext: () => person.ctx })
  onTestFinished(() => client.close())
  let calls: Calls = {}
  const rang: CallId[] = []
  const rings = (id: CallId) => {
    const call = calls[id]
    return call !== undefined && shouldRing(call, person.id, Date.now())
  }
  client.events.subscribe((item) => {
    if (item.type !== 'event') return
    calls = applyToCalls(calls, item.event)
    for (const id of Object.keys(calls) as CallId[]) if (rings(id) && !rang.includes(id)) rang.push(id)
  })
  await client.connection.caughtUp()
  return { client, rings, rang, known: (id: CallId) => calls[id] }
}

async function calledGrace() {
  const grace = await world.person('Grace')
  const conversationId = await conversationOf(ada, [grace], 'direct')
  const [phone, laptop] = [await deviceOf(grace), await deviceOf(grace)]
  const call = () => ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
  return { grace, phone, laptop, call }
}

const decisions = {
  answered: (grace: Person, callId: CallId) => grace.call.calls.accept({ callId }),
  declined: (grace: Person, callId: CallId) => grace.call.calls.decline({ callId }),
  'called off': (_grace: Person, callId: CallId) => ada.call.calls.end({ callId }),
}

for (const [name, decide] of Object.entries(decisions)) {
  test(`a device that rang, and was away while the call was ${name}, is silent when it is back`, async () => {
    const { grace, phone, laptop, call } = await calledGrace()
    const { id } = await call()
    for (const device of [phone, laptop]) await eventually(() => expect(device.rings(id)).toBe(true))
    laptop.client.disconnect()
    await decide(grace, id)
    await eventually(() => expect(phone.rings(id)).toBe(false))
    expect(laptop.rings(id)).toBe(true)
    laptop.client.reconnect()
    await laptop.client.connection.caughtUp()
    await eventually(() => expect(laptop.rings(id)).toBe(false))
  })
}

test('a device that was away from before the call until it was answered never rings for it', async () => {
  const { grace, phone, laptop, call } = await calledGrace()
  laptop.client.disconnect()
  const { id } = await call()
  await eventually(() => expect(phone.rings(id)).toBe(true))
  await grace.call.calls.accept({ callId: id })
  laptop.client.reconnect()
  await laptop.client.connection.caughtUp()
  await eventually(() => expect(laptop.known(id)).toMatchObject({ state: 'active' }))
  expect(laptop.rang).toEqual([])
  expect(phone.rang).toEqual([id])
})

test('a device that is connected and loses the word of the answer is silent once the hole is filled', async () => {
  const { grace, laptop, call } = await calledGrace()
  const { id } = await call()
  await eventually(() => expect(laptop.rings(id)).toBe(true))
  laptop.client.disconnect()
  laptop.client.reconnect({ gap: 1 })
  await laptop.client.connection.caughtUp()
  await grace.call.calls.accept({ callId: id })
  // What is lost is noticed by what comes after it.
  await ada.call.calls.end({ callId: id })
  await eventually(() => expect(laptop.known(id)).toMatchObject({ state: 'ended' }))
  expect(laptop.rings(id)).toBe(false)
  expect(laptop.rang).toEqual([id])
})
