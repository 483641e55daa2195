import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { ConversationId } from '@chatterly/protocol/ids'
import type { Outbox } from '@chatterly/client/outbox/outbox'

const OutboxContext = createContext<Outbox | null>(null)

export const OutboxProvider = ({ outbox, children }: { outbox: Outbox; children: ReactNode }) => (
  <OutboxContext value={outbox}>{children}</OutboxContext>
)

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext)
  if (outbox === null) throw new Error('useOutbox needs an OutboxProvider above it')
  return outbox
}

/** What of this conversation is on its way. */
export function useOutboxView(conversationId: ConversationId) {
  const outbox = useOutbox()
  return useSyncExternalStore(outbox.subscribe, () => outbox.view(conversationId))
}
