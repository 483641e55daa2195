import { performance } from 'node:perf_hooks'

/** How to read the processor time of each process that is looked at, in microseconds. */
export type Watched = Record<string, () => number>

export type Spent = {
  seconds: number
  /** Microseconds by process. */
  cpu: Record<string, number>
}

/** Counts from now on; the answer may be asked for again and again. */
export function startMeter(watched: Watched): () => Spent {
  const startedAt = performance.now()
  const before = readAll(watched)
  return () => {
    const after = readAll(watched)
    return {
      seconds: (performance.now() - startedAt) / 1000,
      cpu: Object.fromEntries(
        Object.keys(watched).map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]),
      ),
    }
  }
}

const readAll = (watched: Watched): Record<string, number> =>
  Object.fromEntries(Object.entries(watched).map(([name, read]) => [name, read()]))
