import { performance } from 'node:perf_hooks'

/** Two questions whose answers should take the same time. */
export type Door = { name: string; known(): Promise<unknown>; unknown(): Promise<unknown> }

export type Gap = { name: string; tries: number; knownMs: number; unknownMs: number; gap: number }

/** A tenth of them first, unmeasured. */
const WARM_UP_SHARE = 0.1

/** Asked in turns, and each first as often as second, so that whatever else the machine does falls on both. */
export async function gapsOf(doors: readonly Door[], tries: number): Promise<Gap[]> {
  const gaps: Gap[] = []
  for (const { name, known, unknown } of doors) {
    for (let n = 0; n < tries * WARM_UP_SHARE; n++) await Promise.all([known(), unknown()])
    const [forKnown, forUnknown]: [number[], number[]] = [[], []]
    for (let n = 0; n < tries; n++) {
      const turns = [
        async () => void forKnown.push(await timeOf(known)),
        async () => void forUnknown.push(await timeOf(unknown)),
      ]
      for (const turn of n % 2 ? turns : turns.reverse()) await turn()
    }
    const [knownMs, unknownMs] = [medianOf(forKnown), medianOf(forUnknown)]
    gaps.push({ name, tries, knownMs, unknownMs, gap: Math.abs(knownMs - unknownMs) / unknownMs })
  }
  return gaps
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1)
  return (low + high) / 2
}
