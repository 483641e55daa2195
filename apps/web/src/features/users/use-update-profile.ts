import { useQueryClient } from '@tanstack/react-query'
import { rememberPeople } from '../../lib/people.ts'
import { rememberSession } from '../../lib/session.ts'
import { trpc } from '../../lib/trpc.ts'

export function useUpdateProfile() {
  const queryClient = useQueryClient()
  return trpc.users.update.useMutation({
    onSuccess: (user) => {
      rememberSession(queryClient, user)
      rememberPeople(queryClient, [user])
    },
  })
}
