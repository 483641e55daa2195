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
