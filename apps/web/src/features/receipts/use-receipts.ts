import type { OneMessage } from '@chatterly/protocol/messages/shapes'
import { trpc } from '../../lib/trpc.ts'

/** Who has read a message, page by page, as it is when it is asked. */
export const useReceipts = ({ conversationId, messageId }: OneMessage) =>
  trpc.receipts.list.useInfiniteQuery(
    { conversationId, messageId },
    { getNextPageParam: (page) => page.nextCursor ?? undefined, staleTime: 0, gcTime: 0 },
  )
