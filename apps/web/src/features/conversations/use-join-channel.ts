import { useQueryClient } from '@tanstack/react-query'
import { rememberMyConversation } from '../../lib/my-conversations.ts'
import { rememberPeople } from '../../lib/people.ts'
import { trpc } from '../../lib/trpc.ts'

export function useJoinChannel() {
  const queryClient = useQueryClient()
  const { conversations } = trpc.useUtils()
  return trpc.conversations.join.useMutation({
    onSuccess: (mine) => {
      rememberPeople(queryClient, mine.people)
      rememberMyConversation(queryClient, mine)
      void conversations.browse.invalidate()
    },
  })
}
