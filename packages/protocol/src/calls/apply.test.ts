import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CallId, ConversationId, UserId } from '../ids.ts'
import type { KeptEvent } from '../realtime/events.ts'
import { applyToCalls, type Calls, openCallIn, openCalls } from './apply.ts'
import { type CallState, resultOf } from './machine.ts'
import { shouldRing } from './ringing.ts'
import type { CallStanding, CallView } from './shapes.ts'

const id = CallId.parse('01890000-0000-7000-8000-0000000000ca')
const conversationId = ConversationId.parse('01890000-0000-7000-8000-000000000000')
const ada = UserId.parse('01890000-0000-7000-8000-00000000000a')
const grace = UserId.parse('01890000-0000-7000-8000-00000000000b')
const startedAt = '2026-01-01T00:00:00.000Z'
const ringingUntil = '2026-01-01T00:00:30.000Z'
const whileItRings = Date.parse(ringingUntil) - 1

const someone = (userId: UserId, standing: CallStanding) => ({
  user: { id: userId, username: 'someone', displayName: 'Someone', bio: '' },
  standing,
  ringsSoftly: false,
  device: null,
  joinedAt: null,
  leftAt: null,
})

const call = (state: CallState, fence: number, graceIs: CallStanding = 'rung'): CallView => ({
  id,
  conversationId,
  media: 'voice',
  state,
  startedBy: ada,
  startedAt,
  answeredAt: null,
  endedAt: null,
  ringingUntil,
  fence,
  result: resultOf({ state, answeredAt: null }),
  participants: [someone(ada, 'present'), someone(grace, graceIs)],
})

const event = (type: 'call.started' | 'call.ended', view: CallView): KeptEvent => ({
  type,
  seq: view.fence,
  at: startedAt,
  actorId: ada,
  userId: ada,
  call: view,
})

const apply = (events: KeptEvent[]) => events.reduce(applyToCalls, {} as Calls)

test('it rings for those it is for, on time, until they or time have decided', () => {
  expect(shouldRing(call('calling', 1), grace, whileItRings)).toBe(true)
  expect(shouldRing(call('ringing', 2), grace, whileItRings)).toBe(true)
  expect(shouldRing(call('active', 2), grace, whileItRings)).toBe(true)
  expect(shouldRing(call('calling', 1), ada, whileItRings)).toBe(false)
  expect(shouldRing(call('calling', 1), grace, Date.parse(ringingUntil))).toBe(false)
  for (const standing of ['present', 'left', 'declined', 'missed'] as const)
    expect(shouldRing(call('active', 2, standing), grace, whileItRings), standing).toBe(false)
  for (const state of ['ended', 'declined', 'missed'] as const)
    expect(shouldRing(call(state, 3), grace, whileItRings), state).toBe(false)
})

test('what is replayed or comes late never rings: a call that is over stays over', () => {
  const started = event('call.started', call('calling', 1))
  const ended = event('call.ended', call('ended', 2, 'missed'))
  expect(openCalls(apply([started]))).toHaveLength(1)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(started, ended)), fc.array(fc.constant(started)), (before, late) => {
      const calls = apply([...before, ended, ...late])
      expect(openCalls(calls)).toEqual([])
      expect(calls[id] && shouldRing(calls[id], grace, whileItRings)).toBe(false)
    }),
  )
})

test('the newest view of a call stands, in whatever order they come', () => {
  const views = [1, 2, 3, 4].map((fence) => event('call.started', call('ringing', fence)))
  fc.assert(
    fc.property(fc.shuffledSubarray(views, { minLength: 1 }), (some) => {
      const newest = Math.max(...some.map(({ seq }) => seq))
      expect(openCallIn(apply(some), conversationId)?.fence).toBe(newest)
    }),
  )
})
