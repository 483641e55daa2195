import { ConversationId } from '@chatterly/protocol/ids'
import { applyReadPosition } from '@chatterly/protocol/receipts/apply'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { updateMyConversation } from '../../lib/my-conversations.ts'
import { isDefinite } from '@chatterly/client/errors'
import { trpc } from '../../lib/trpc.ts'
import { ReadSender } from './read-sender.ts'

/** Moves the read position: here at once, and soon everywhere. */
export function useMarkRead(): (conversationId: string, number: number) => void {
  const queryClient = useQueryClient()
  const { client } = trpc.useUtils()
  const [sender] = useState(
    () =>
      new ReadSender({
        isDefinite,
        send: async (id, number) => {
          const position = await client.receipts.markRead.mutate({
            conversationId: ConversationId.parse(id),
            number,
          })
          updateMyConversation(queryClient, position.conversationId, (mine) =>
            applyReadPosition(mine, position),
          )
        },
      }),
  )
  return (id, number) => {
    const conversationId = ConversationId.parse(id)
    updateMyConversation(queryClient, conversationId, (mine) => {
      // How many of one's own are left after a place in the middle only the server knows.
      if (number < mine.messageCount) return mine
      return applyReadPosition(mine, {
        conversationId,
        lastReadNumber: number,
        uncountedAfterRead: 0,
        unread: 0,
        seq: mine.seq,
      })
    })
    sender.report(conversationId, number)
  }
}
