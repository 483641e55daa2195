import { newClientKey } from './client-key.ts'
import { type ChatterlyError, closedError, toChatterlyError } from './errors.ts'
import { fullJitterMs } from './full-jitter.ts'
import type { Wait } from './wait.ts'
import { type Caller, takesKey } from './procedures.ts'

const CALL_TRIES = 5
/** Seconds. Whoever is asked to wait longer hears it instead. */
const PATIENCE_SECONDS = 30
/** Statuses that say nothing about the call: with the same key it may be sent again. */
const PASSING_STATUSES = new Set([408, 425, 429, 502, 503, 504])

/**
 * Calls that answer in spite of a passing outage. Queries, and mutations with a key, are sent again with the same
 * key; any other mutation only when it was turned away before anything was done.
 */
export const repeating = (caller: Caller, wait: Wait): Caller => ({
  async call(call) {
    const isKeyed = takesKey(call.path)
    const once = isKeyed ? { ...call, input: withKey(call.input) } : call
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await caller.call(once)
      } catch (error) {
        const problem = toChatterlyError(error)
        const ms = repeatAfterMs(problem, { attempt, isRepeatable: isKeyed || call.kind === 'query' })
        if (ms === undefined || call.signal?.aborted) throw problem
        await wait.atMost(ms)
        if (wait.isOver) throw closedError()
      }
    }
  },
  subscribe: (path, input, handlers) => caller.subscribe(path, input, handlers),
})

/** Milliseconds until the call may be sent again; undefined when it must not be. */
export function repeatAfterMs(
  { status, retryAfterSeconds, kind }: Pick<ChatterlyError, 'status' | 'retryAfterSeconds' | 'kind'>,
  { attempt, isRepeatable }: { attempt: number; isRepeatable: boolean },
): number | undefined {
  if (attempt + 1 >= CALL_TRIES || kind === 'closed') return undefined
  const isPassing = status === undefined || PASSING_STATUSES.has(status)
  if (!isPassing || (!isRepeatable && status !== 429)) return undefined
  if (retryAfterSeconds === undefined) return fullJitterMs(attempt)
  return retryAfterSeconds > PATIENCE_SECONDS ? undefined : retryAfterSeconds * 1000
}

const withKey = (input: unknown) =>
  typeof input === 'object' && input !== null ? { key: newClientKey(), ...definedIn(input) } : input

const definedIn = (input: object) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
