import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CallAct,
  type CallFacts,
  type CallState,
  callActs,
  callStates,
  callTransitions,
  firstState,
  isOver,
  resultOf,
  stateAfter,
} from './machine.ts'

const everyFact: CallFacts[] = [true, false].flatMap((isDirect) =>
  [0, 1, 2, 3].flatMap((present) => [0, 1, 2].map((rung) => ({ isDirect, present, rung }))),
)

const leadsTo = (state: CallState, act: CallAct) =>
  new Set(everyFact.flatMap((facts) => stateAfter(state, act, facts) ?? []))

const table = (state: CallState, act: CallAct): readonly CallState[] => {
  const acts: Partial<Record<CallAct, readonly CallState[]>> = callTransitions[state]
  return acts[act] ?? []
}

test('every act leads from every state exactly where the table says, whoever is there', () => {
  for (const state of callStates) {
    for (const act of callActs) {
      expect([...leadsTo(state, act)].sort(), `${act} in ${state}`).toEqual([...table(state, act)].sort())
    }
  }
})

test('nothing leads out of the end, and everything else has an end', () => {
  for (const state of callStates) {
    const ways = callActs.flatMap((act) => table(state, act))
    expect(ways.length === 0, state).toBe(isOver(state))
    if (!isOver(state)) expect(ways, state).toContain('ended')
  }
})

test('a call that rings for nobody is open at once', () => {
  expect([0, 1, 31].map(firstState)).toEqual(['active', 'calling', 'calling'])
})

test('two people hang up together, while one of a group waits for the others', () => {
  const facts = { present: 1, rung: 0 }
  expect(stateAfter('active', 'leave', { ...facts, isDirect: true })).toBe('ended')
  expect(stateAfter('active', 'leave', { ...facts, isDirect: false })).toBe('active')
  expect(stateAfter('active', 'leave', { ...facts, present: 0, isDirect: false })).toBe('ended')
})

test('it is declined when the last one it rings for has declined, and nobody has answered', () => {
  const facts = { isDirect: false, present: 1 }
  expect(stateAfter('ringing', 'decline', { ...facts, rung: 1 })).toBe('ringing')
  expect(stateAfter('ringing', 'decline', { ...facts, rung: 0 })).toBe('declined')
  expect(stateAfter('active', 'decline', { ...facts, rung: 0 })).toBe('active')
})

test('who comes back while it rings has not answered it', () => {
  const facts = { isDirect: true, rung: 1 }
  expect(stateAfter('ringing', 'join', { ...facts, present: 1 })).toBe('ringing')
  expect(stateAfter('ringing', 'join', { ...facts, present: 2 })).toBe('active')
})

test('whatever is done, a call goes forward only, and is over once', () => {
  const order = ['calling', 'ringing', 'active']
  const anyFacts = fc.constantFrom(...everyFact)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.array(fc.record({ act: fc.constantFrom(...callActs), facts: anyFacts })),
      (rung, acts) => {
        let state = firstState(rung)
        for (const { act, facts } of acts) {
          const next = stateAfter(state, act, facts)
          expect(next === undefined).toBe(isOver(state))
          if (next === undefined) continue
          if (!isOver(next)) expect(order.indexOf(next)).toBeGreaterThanOrEqual(order.indexOf(state))
          expect(table(state, act)).toContain(next)
          state = next
        }
      },
    ),
  )
})

test('how it went is known once it is over: an end without an answer was a cancellation', () => {
  const answeredAt = '2026-01-01T00:00:00.000Z'
  expect(resultOf({ state: 'active', answeredAt })).toBe(null)
  expect(resultOf({ state: 'ended', answeredAt })).toBe('answered')
  expect(resultOf({ state: 'ended', answeredAt: null })).toBe('cancelled')
  expect(resultOf({ state: 'missed', answeredAt: null })).toBe('missed')
  expect(resultOf({ state: 'declined', answeredAt: null })).toBe('declined')
})
