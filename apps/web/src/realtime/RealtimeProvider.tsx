import type { OwnProfileView } from '@chatterly/protocol/users/shapes'
import type { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { loadDraftedConversations } from '../features/messages/composer/drafts.ts'
import { OutboxProvider } from '../features/messages/outbox/OutboxProvider.tsx'
import { openOutbox } from '../features/messages/outbox/open-outbox.ts'
import { ReadReporter } from '../features/receipts/ReadReporter.tsx'
import type { Clients } from '../lib/clients.ts'
import { startRealtime } from './start-realtime.ts'

type Props = {
  client: Clients['trpcClient']
  queryClient: QueryClient
  viewer: OwnProfileView
  children: ReactNode
}

/** Everything that moves by itself for the person signed in: the stream of events, the outbox, the read position. */
export function RealtimeProvider({ client, queryClient, viewer, children }: Props) {
  // One outbox and one stream per person: a renamed viewer is the same one.
  const [{ outbox, begin }] = useState(() => openOutbox({ client, queryClient, viewer }))

  useEffect(() => {
    const endOutbox = begin()
    const endRealtime = startRealtime({ client, queryClient, viewerId: viewer.id, outbox })
    loadDraftedConversations(viewer.id).catch((error: unknown) =>
      console.warn('Drafts cannot be read in this browser.', error),
    )
    return () => {
      endRealtime()
      endOutbox()
    }
  }, [begin, client, outbox, queryClient, viewer.id])

  return (
    <OutboxProvider outbox={outbox}>
      <ReadReporter />
      {children}
    </OutboxProvider>
  )
}
