import type { ConnectionState } from '@chatterly/client/realtime/connection-state'

/** Milliseconds without a connection before anything is said: most interruptions are over by then. */
const QUIET_MS = 5_000
/** Milliseconds after which it is also said how old the picture is. */
const LONG_MS = 60_000

export type Outage = 'none' | 'short' | 'long'

/** What the banner should say at this moment. */
export function outageAt(state: ConnectionState, now: number): Outage {
  const elapsed = now - state.since
  if (state.status === 'live' || elapsed <= QUIET_MS) return 'none'
  return elapsed > LONG_MS ? 'long' : 'short'
}

/** Milliseconds until `outageAt` may say something else; null when only a change of state can. */
export function nextLookMs(state: ConnectionState, now: number): number | null {
  if (state.status === 'live') return null
  const elapsed = now - state.since
  if (elapsed <= QUIET_MS) return QUIET_MS - elapsed + 1
  return elapsed <= LONG_MS ? LONG_MS - elapsed + 1 : null
}
