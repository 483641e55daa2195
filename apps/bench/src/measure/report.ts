import type { Spent } from './cpu-meter.ts'
import { type Latencies, type Percentiles, percentilesOf } from './latencies.ts'

/** The generator's share of a core above which it, and not what it looks at, may have set the pace. */
const BOTTLENECK_SHARE = 0.9

export type Row = {
  name: string
  unit: string
  units: number
  perSecond: number
  /** Microseconds of processor time per unit, by process. */
  cpuPerUnit: Record<string, number>
  /** Milliseconds. */
  latency?: Percentiles
  lost?: number
  repeated?: number
  failed?: number
  /** The load generator's share of one core. */
  generatorShare: number
  isGeneratorBound: boolean
  facts?: Record<string, number>
}

export type Ratio = { name: string; value: number }

export type Report = { rows: Row[]; ratios: Ratio[] }

/** The processes whose time counts; the rest is shown beside it. */
export const GENERATOR = 'generator'

export function toRow(
  measured: Pick<Row, 'name' | 'unit' | 'units' | 'lost' | 'repeated' | 'failed' | 'facts'> & {
    spent: Spent
    latencies?: Latencies
  },
): Row {
  const { spent, latencies, ...rest } = measured
  const latency = latencies && percentilesOf(latencies)
  const perUnit = Object.entries(spent.cpu).map(([name, micros]) => [name, micros / Math.max(1, rest.units)])
  const generatorShare = (spent.cpu[GENERATOR] ?? 0) / 1e6 / spent.seconds
  return {
    ...rest,
    perSecond: rest.units / spent.seconds,
    cpuPerUnit: Object.fromEntries(perUnit) as Record<string, number>,
    ...(latency && { latency }),
    generatorShare,
    isGeneratorBound: generatorShare > BOTTLENECK_SHARE,
  }
}

/** How one process's time per unit compares with another's. */
export const cpuRatio = (
  name: string,
  [row, process]: [Row, string],
  [limit, bare]: [Row, string],
): Ratio => ({
  name,
  value: (row.cpuPerUnit[process] ?? 0) / (limit.cpuPerUnit[bare] ?? 0),
})

export const rateRatio = (name: string, row: Row, limit: Row): Ratio => ({
  name,
  value: row.perSecond / limit.perSecond,
})
