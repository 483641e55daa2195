import type { UserId } from '@chatterly/protocol/ids'
import type { QueryClient } from '@tanstack/react-query'
import type { Outbox } from '@chatterly/client/outbox/outbox'
import { forgetCalls, refreshCalls } from '../features/calls/known/known-calls.ts'
import { type Clients, socketUrl } from '../lib/clients.ts'
import { forgetSession } from '../lib/session.ts'
import { createCacheStore } from './cache-store.ts'
import { Connection } from '@chatterly/client/realtime/connection'
import { eventsOverSocket } from '@chatterly/client/realtime/events-socket'
import { beginRealtime, noteConnection, noteProgress } from './realtime-status.ts'
import { SyncEngine } from '@chatterly/client/realtime/sync-engine'

type Options = {
  client: Clients['trpcClient']
  queryClient: QueryClient
  viewerId: UserId
  outbox: Outbox
}

/** Connects, keeps the cache true, and comes back at once when the network or the reader does; answers how to end it. */
export function startRealtime({ client, queryClient, viewerId, outbox }: Options): () => void {
  const engine = new SyncEngine({
    viewerId,
    store: createCacheStore(queryClient, viewerId),
    pull: (input) => connection.pull(input),
    onProgress: ({ isCaughtUp, cursors }) => noteProgress(isCaughtUp, cursors),
  })
  const connection: Connection = new Connection({
    openStream: eventsOverSocket({
      socket: () => ({ url: async () => socketUrl() }),
      onSignedOut: () => forgetSession(queryClient),
    }),
    onEvent: (item) => {
      if (item.type === 'live') {
        noteConnection('live')
        outbox.wake()
        refreshCalls(client).catch((error: unknown) =>
          console.warn('What calls there are is unknown.', error),
        )
      }
      engine.receive(item).catch((error: unknown) => console.error('An event could not be applied.', error))
    },
    onDown: () => {
      noteConnection('down')
      engine.pause()
    },
  })
  const comeBack = () => {
    connection.nudge()
    outbox.wake()
  }
  const whenSeen = () => {
    if (document.visibilityState === 'visible') comeBack()
  }
  const goOffline = () => connection.drop()

  beginRealtime(comeBack)
  connection.start()
  window.addEventListener('online', comeBack)
  window.addEventListener('offline', goOffline)
  document.addEventListener('visibilitychange', whenSeen)
  return () => {
    forgetCalls()
    window.removeEventListener('online', comeBack)
    window.removeEventListener('offline', goOffline)
    document.removeEventListener('visibilitychange', whenSeen)
    connection.stop()
    engine.pause()
  }
}
