import type { ConversationId } from '@chatterly/protocol/ids'
import { create } from 'zustand'
import {
  type ConnectionChange,
  type ConnectionState,
  connectingSince,
  nextConnectionState,
} from '@chatterly/client/realtime/connection-state'

type RealtimeStatus = {
  connection: ConnectionState
  /** The change number up to which each conversation is known to be complete. */
  inSync: ReadonlyMap<ConversationId, number>
  isCaughtUp: boolean
  retryNow: () => void
}

const atFirst = (): RealtimeStatus => ({
  connection: connectingSince(Date.now()),
  inSync: new Map(),
  isCaughtUp: false,
  retryNow: () => {},
})

/** The tab's one connection, as the banner and the status popover show it. */
export const useRealtimeStatus = create<RealtimeStatus>(atFirst)

export const beginRealtime = (retryNow: () => void) => useRealtimeStatus.setState({ ...atFirst(), retryNow })

export const noteConnection = (type: ConnectionChange['type']) =>
  useRealtimeStatus.setState(({ connection }) => ({
    connection: nextConnectionState(connection, { type, at: Date.now() }),
  }))

export const noteProgress = (isCaughtUp: boolean, cursors: ReadonlyMap<ConversationId, number>) =>
  useRealtimeStatus.setState({ isCaughtUp, inSync: new Map(cursors) })
