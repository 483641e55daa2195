import { expect, test } from 'vitest'
import { createGate, GateFull } from './gate.ts'

/** Somebody who stays inside until told to leave. */
function guest() {
  let leave = () => {}
  const stay = new Promise<string>((resolve) => (leave = () => resolve('done')))
  let isInside = false
  const act = () => {
    isInside = true
    return stay
  }
  return { act, leave: () => leave(), isInside: () => isInside }
}

test('two are inside, two wait in order, and the fifth is turned away', async () => {
  const gate = createGate({ places: 2, waitingMax: 2 })
  const guests = Array.from({ length: 5 }, guest)
  const [ada, grace, kay, joan, mary] = guests
  const visits = guests.map(({ act }) => gate.enter(act).catch((error: unknown) => error))
  expect(await visits[4]).toBeInstanceOf(GateFull)
  expect(guests.map(({ isInside }) => isInside())).toEqual([true, true, false, false, false])

  grace?.leave()
  expect(await visits[1]).toBe('done')
  expect([kay?.isInside(), joan?.isInside(), mary?.isInside()]).toEqual([true, false, false])
  ada?.leave()
  kay?.leave()
  joan?.leave()
  expect(await Promise.all(visits.slice(0, 4))).toEqual(['done', 'done', 'done', 'done'])
})

test('whoever fails leaves their place to the next', async () => {
  const gate = createGate({ places: 1, waitingMax: 1 })
  const failing = gate.enter(() => Promise.reject(new Error('dropped')))
  const next = gate.enter(() => Promise.resolve('in'))
  await expect(failing).rejects.toThrow('dropped')
  expect(await next).toBe('in')
  expect(await gate.enter(() => Promise.resolve('later'))).toBe('later')
})
