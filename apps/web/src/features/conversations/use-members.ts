import type { ConversationId } from '@chatterly/protocol/ids'
import { PAGE_LIMIT_MAX } from '@chatterly/protocol/pages'
import { trpc } from '../../lib/trpc.ts'

/** Those who are in it, page by page; events change what was read. */
export function useMembers(conversationId: ConversationId) {
  const { data, ...state } = trpc.conversations.members.useInfiniteQuery(
    { conversationId, limit: PAGE_LIMIT_MAX },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  )
  return { ...state, members: data?.pages.flatMap((page) => page.items) ?? [] }
}
