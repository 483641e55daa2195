/** Milliseconds without a connection before anything is said: most interruptions are over by then. */
const QUIET_MS = 5_000
/** Milliseconds after which it is also said how old the picture is. */
const LONG_MS = 60_000

/** `since` and `lastLiveAt` in milliseconds of the clock on the wall. */
export type ConnectionState =
  | { status: 'connecting'; since: number; lastLiveAt: null }
  | { status: 'live'; since: number; lastLiveAt: number }
  | { status: 'offline'; since: number; lastLiveAt: number | null }

export type ConnectionChange = { type: 'live' | 'down'; at: number }

export const connectingSince = (at: number): ConnectionState => ({
  status: 'connecting',
  since: at,
  lastLiveAt: null,
})

/** Further failures while offline do not restart the clock: `since` says when the connection was lost. */
export function nextConnectionState(state: ConnectionState, change: ConnectionChange): ConnectionState {
  if (change.type === 'live') {
    return state.status === 'live' ? state : { status: 'live', since: change.at, lastLiveAt: change.at }
  }
  if (state.status === 'offline') return state
  if (state.status === 'connecting') return { status: 'offline', since: state.since, lastLiveAt: null }
  return { status: 'offline', since: change.at, lastLiveAt: change.at }
}

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
