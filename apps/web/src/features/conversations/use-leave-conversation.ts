import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { removeMyConversation } from '../../lib/my-conversations.ts'
import { trpc } from '../../lib/trpc.ts'

export function useLeaveConversation(mine: Pick<MyConversationView, 'id'>) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return trpc.conversations.leave.useMutation({
    onSuccess: async () => {
      await navigate({ to: '/' })
      removeMyConversation(queryClient, mine.id)
    },
  })
}
