import { expect, test } from 'vitest'
import { noLatencies, percentilesOf, recordLatency } from './latencies.ts'

test('percentiles are within a percent of the values recorded', () => {
  const latencies = noLatencies()
  for (let millis = 1; millis <= 1000; millis++) recordLatency(latencies, millis * 1000)
  const { p50, p95, p99 } = percentilesOf(latencies) ?? { p50: 0, p95: 0, p99: 0 }
  expect(Math.abs(p50 / 500 - 1)).toBeLessThan(0.011)
  expect(Math.abs(p95 / 950 - 1)).toBeLessThan(0.011)
  expect(Math.abs(p99 / 990 - 1)).toBeLessThan(0.011)
})

test('one slow answer in ten does not move the median', () => {
  const latencies = noLatencies()
  for (const micros of [100, 100, 100, 100, 100, 100, 100, 100, 100, 900_000])
    recordLatency(latencies, micros)
  const percentiles = percentilesOf(latencies)
  expect(percentiles?.p50).toBeCloseTo(0.1, 2)
  expect(percentiles?.p99).toBeGreaterThan(890)
})

test('nothing recorded has no percentiles', () => {
  expect(percentilesOf(noLatencies())).toBeUndefined()
})
