import { expect, test } from 'vitest'
import { cpuRatio, rateRatio, toRow } from './report.ts'
import { toTable } from './table.ts'

const row = (name: string, serverMicros: number, generatorMicros: number) =>
  toRow({
    name,
    unit: 'deliveries',
    units: 1000,
    lost: 0,
    repeated: 2,
    spent: { seconds: 2, cpu: { server: serverMicros, generator: generatorMicros } },
  })

test('time is told per unit and by process', () => {
  const { cpuPerUnit, perSecond } = row('ours', 5_000, 1_000)
  expect(cpuPerUnit).toEqual({ server: 5, generator: 1 })
  expect(perSecond).toBe(500)
})

test('a generator that used its core is named as the bottleneck, another one is not', () => {
  expect(row('ours', 5_000, 1_900_000).isGeneratorBound).toBe(true)
  expect(row('ours', 5_000, 1_000_000).isGeneratorBound).toBe(false)
  expect(toTable({ rows: [row('ours', 5_000, 1_900_000)], ratios: [] })).toContain('95 % (the bottleneck)')
})

test('ratios compare with the limit of the same run', () => {
  const [ours, bare] = [row('ours', 6_000, 0), row('bare', 12_000, 0)]
  expect(cpuRatio('CPU', [ours, 'server'], [bare, 'server']).value).toBe(0.5)
  expect(rateRatio('rate', ours, bare).value).toBe(1)
  expect(toTable({ rows: [ours], ratios: [{ name: 'CPU', value: 0.5 }] })).toContain('- CPU: **0.50 ×**')
})
