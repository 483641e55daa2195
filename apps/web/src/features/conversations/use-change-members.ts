import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { useMutation } from '@tanstack/react-query'
import { trpc } from '../../lib/trpc.ts'

/** Adds them one after another; stops at the first that is refused. */
export function useAddMembers(conversationId: ConversationId) {
  const { client, conversations } = trpc.useUtils()
  return useMutation({
    mutationFn: async (userIds: UserId[]) => {
      for (const userId of userIds) await client.conversations.addMember.mutate({ conversationId, userId })
    },
    onSettled: () => conversations.members.invalidate({ conversationId }),
  })
}

export function useRemoveMember(conversationId: ConversationId) {
  const { conversations } = trpc.useUtils()
  return trpc.conversations.removeMember.useMutation({
    onSuccess: () => conversations.members.invalidate({ conversationId }),
  })
}
