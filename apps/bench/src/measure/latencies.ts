/** Each bucket is one percent wider than the one before, so a percentile is off by one percent at most. */
const GROWTH = Math.log(1.01)

/** Counts by bucket, so that processes can send them to each other and add them up. */
export type Latencies = { counts: number[] }

export type Percentiles = { p50: number; p95: number; p99: number }

export const noLatencies = (): Latencies => ({ counts: [] })

export function recordLatency({ counts }: Latencies, micros: number): void {
  const bucket = micros <= 1 ? 0 : Math.floor(Math.log(micros) / GROWTH)
  while (counts.length <= bucket) counts.push(0)
  counts[bucket] = (counts[bucket] ?? 0) + 1
}

/** In milliseconds; nothing when nothing was recorded. */
export function percentilesOf({ counts }: Latencies): Percentiles | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return undefined
  const at = (share: number) => {
    let seen = 0
    const bucket = counts.findIndex((count) => (seen += count) >= total * share)
    return Math.exp((bucket + 0.5) * GROWTH) / 1000
  }
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
