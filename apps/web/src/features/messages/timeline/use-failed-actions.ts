import type { ConversationId } from '@chatterly/protocol/ids'
import { useMemo } from 'react'
import { announce } from '../../../lib/announce.ts'
import { findComposer } from '../composer/composer-port.ts'
import { useOutbox } from '../outbox/OutboxProvider.tsx'
import { copyText } from './copy-text.ts'
import type { FailedActions } from './MessageState.tsx'

/** Nothing refused is lost: it can be tried again, taken back into the composer, copied, or thrown away. */
export function useFailedActions(conversationId: ConversationId): FailedActions {
  const outbox = useOutbox()
  return useMemo(
    () => ({
      retry: (item) => void outbox.retry(item.key),
      edit: (item) => {
        const composer = findComposer(conversationId)
        if (composer === undefined) return
        const written = composer.text()
        composer.setText(written === '' ? item.body : `${item.body}\n\n${written}`)
        void outbox.discard(item.key)
      },
      copy: (item) => void copyText(item.body, 'Message copied'),
      discard: (item) => {
        void outbox.discard(item.key)
        announce('Unsent message deleted')
        findComposer(conversationId)?.focus()
      },
    }),
    [outbox, conversationId],
  )
}
