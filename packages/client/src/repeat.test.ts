import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Caller, createProcedures } from './procedures.ts'
import { repeatAfterMs, repeating } from './repeat.ts'
import { Wait } from './wait.ts'

const answer = (httpStatus: number, more = {}) =>
  Object.assign(new Error('words'), { data: { httpStatus, ...more } })

/** A way on which the given problems are met, one a try, before there is an answer. */
function open(...problems: Error[]) {
  const inputs: unknown[] = []
  const caller: Caller = {
    async call({ input }) {
      inputs.push(input)
      const problem = problems.shift()
      if (problem) throw problem
      return 'answer'
    },
    subscribe: () => ({ unsubscribe: () => {} }),
  }
  const wait = new Wait()
  return { procedures: createProcedures(repeating(caller, wait)), inputs, wait }
}

const send = { conversationId: 'general', body: 'hello' }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('what takes a key is sent again with the same, whatever the outage', async () => {
  const { procedures, inputs } = open(new TypeError('fetch failed'), answer(503), answer(429))
  const sent = procedures.messages.send.mutate(send)
  await vi.runAllTimersAsync()
  expect(await sent).toBe('answer')
  const keys = inputs.map((input) => (input as { key: string }).key)
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
})

test('two sends have two keys; one that is given is kept', async () => {
  const { procedures, inputs } = open()
  await procedures.messages.send.mutate(send)
  await procedures.messages.send.mutate({ ...send, key: undefined })
  await procedures.messages.send.mutate({ ...send, key: 'mine' })
  const keys = inputs.map((input) => (input as { key: string }).key)
  expect(new Set(keys).size).toBe(3)
  expect(keys.every((key) => typeof key === 'string')).toBe(true)
  expect(keys[2]).toBe('mine')
})

test('a mutation without a key is sent again only when it was turned away at the door', async () => {
  const join = { conversationId: 'general' }
  const lost = open(new TypeError('fetch failed'))
  await expect(lost.procedures.conversations.join.mutate(join)).rejects.toMatchObject({ kind: 'unreachable' })
  expect(lost.inputs).toEqual([join])
  const limited = open(answer(429, { refusal: 'rate.limited', retryAfterSeconds: 2 }))
  const joined = limited.procedures.conversations.join.mutate(join)
  await vi.advanceTimersByTimeAsync(1999)
  expect(limited.inputs).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(await joined).toBe('answer')
})

test('a refusal is thrown at once, to be told apart by its code', async () => {
  const { procedures, inputs } = open(answer(404, { refusal: 'user.not_found' }))
  await expect(procedures.users.me.query()).rejects.toMatchObject({
    name: 'ChatterlyError',
    kind: 'refused',
    refusal: 'user.not_found',
  })
  expect(inputs).toHaveLength(1)
})

test('it does not go on for ever, nor wait longer than anybody would', () => {
  const unreachable = { status: undefined, retryAfterSeconds: undefined, kind: 'unreachable' } as const
  expect(repeatAfterMs(unreachable, { attempt: 3, isRepeatable: true })).toBeGreaterThanOrEqual(0)
  expect(repeatAfterMs(unreachable, { attempt: 4, isRepeatable: true })).toBeUndefined()
  const later = { status: 429, retryAfterSeconds: 300, kind: 'refused' } as const
  expect(repeatAfterMs(later, { attempt: 0, isRepeatable: true })).toBeUndefined()
})
