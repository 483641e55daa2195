import { expect, test } from 'vitest'
import type { Evidence } from './evidence.ts'
import { deliveryFigures } from './delivery.ts'
import { GROUP, seen, smallRun } from './testing/small-run.ts'

const SECOND = 1_000_000
const STRUCK_AT = 10 * SECOND
const HEALED_AT = 20 * SECOND

/** Deliveries to Ada of what was said just before: in which second, how many, and how many milliseconds late. */
function runWith(deliveries: { second: number; count: number; ms: number }[]): Evidence {
  const run = smallRun()
  run.notes = [
    { kind: 'struck', at: STRUCK_AT, fault: 'F9' },
    { kind: 'healed', at: HEALED_AT, fault: 'F9' },
  ]
  const each = deliveries.flatMap(({ second, count, ms }) =>
    Array.from({ length: count }, (_, index) => ({ at: second * SECOND + index * 1000 + ms * 1000, ms })),
  )
  const [event] = run.dump.events
  if (!event) throw new Error('The log is empty')
  run.dump.events = each.map(({ at, ms }, index) => ({ ...event, seq: index + 1, at: at - ms * 1000 }))
  run.histories = [
    [
      { kind: 'begin', at: 0, wallMs: 0, person: 0, cursors: {} },
      ...each.map(({ at }, index) => ({
        kind: 'apply' as const,
        at,
        conversationId: GROUP,
        event: { ...seen(2), seq: index + 1 },
      })),
    ],
  ]
  return run
}

test('the p99 is back with the first second after the fault in which it is within its bar', () => {
  const run = runWith([
    { second: 9, count: 100, ms: 4 },
    { second: 15, count: 50, ms: 400 },
    { second: 20, count: 100, ms: 90 },
    { second: 21, count: 100, ms: 40 },
    { second: 22, count: 100, ms: 20 },
  ])
  expect(deliveryFigures(run)).toMatchObject({ p99Bar: 30, p99BackSeconds: 2, recoverySeconds: 0 })
  expect(deliveryFigures(run).p99).toBeCloseTo(400, -1)
})

test('a p99 that never is within its bar is not back, and a second with little in it is no proof', () => {
  const late = [
    { second: 9, count: 100, ms: 4 },
    { second: 20, count: 100, ms: 300 },
  ]
  expect(deliveryFigures(runWith(late))).toMatchObject({ p99BackSeconds: null })
  expect(deliveryFigures(runWith([...late, { second: 22, count: 5, ms: 1 }]))).toMatchObject({
    p99BackSeconds: null,
  })
  expect(deliveryFigures(runWith(late)).recoverySeconds).toBeCloseTo(0.4, 1)
})

test('on a busy machine the bar is twice what the last second before the fault took', () => {
  const run = runWith([
    { second: 5, count: 100, ms: 900 },
    { second: 9, count: 100, ms: 60 },
    { second: 20, count: 100, ms: 110 },
  ])
  expect(deliveryFigures(run).p99Bar).toBeCloseTo(120, -1)
  expect(deliveryFigures(run).p99BackSeconds).toBe(0)
})

test('who reads slowly on purpose is late by their own doing', () => {
  const run = runWith([
    { second: 9, count: 100, ms: 4 },
    { second: 15, count: 100, ms: 5000 },
  ])
  run.histories[0]!.push({ kind: 'slowed', at: 12 * SECOND })
  expect(deliveryFigures(run)).toMatchObject({ p99: null, recoverySeconds: 0 })
})
