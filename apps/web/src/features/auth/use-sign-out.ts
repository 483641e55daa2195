import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forgetSession } from '../../lib/session.ts'
import { trpc } from '../../lib/trpc.ts'

export function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return trpc.auth.logout.useMutation({
    onSuccess: async () => {
      forgetSession(queryClient)
      await navigate({ to: '/sign-in' })
    },
  })
}
