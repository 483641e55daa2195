import type { ConnectionStage, StageResult } from '@chatterly/protocol/calls/connection'

/** How trying one stage went. */
export type Trial =
  | { outcome: 'passed' }
  | { outcome: 'failed'; reason: Extract<StageResult, { outcome: 'failed' }>['reason'] }
  | { outcome: 'skipped'; reason: Extract<StageResult, { outcome: 'skipped' }>['reason'] }

export type Failure = Extract<Trial, { outcome: 'failed' }>

export const passed: Trial = { outcome: 'passed' }
export const failed = (reason: Failure['reason']): Failure => ({ outcome: 'failed', reason })
export const skipped = (reason: Extract<Trial, { outcome: 'skipped' }>['reason']): Trial => ({
  outcome: 'skipped',
  reason,
})

export async function timed(stage: ConnectionStage, trial: () => Promise<Trial>): Promise<StageResult> {
  const beganMs = performance.now()
  const result = await trial()
  const tookMs = Math.round(performance.now() - beganMs)
  return result.outcome === 'skipped' ? { stage, ...result } : { stage, ...result, tookMs }
}

/** What came of it, or this where it takes too long. */
export const within = <Value>(ms: number, work: Promise<Value>, late: () => Value): Promise<Value> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })

/** One of several is enough; where none is, the first that failed says why. */
export async function anyOf(trials: Promise<Trial>[]): Promise<Trial> {
  const results = await Promise.all(trials)
  return results.find(({ outcome }) => outcome === 'passed') ?? results[0] ?? skipped('not_set_up')
}
