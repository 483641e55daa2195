import type { SignedIn } from '@chatterly/protocol/auth/shapes'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { rememberSession } from '../../lib/session.ts'

/** What follows a sign-in: nothing of a former person stays, and one arrives where one wanted to go. */
export function useEnter(from: string | undefined) {
  const queryClient = useQueryClient()
  const router = useRouter()
  return ({ user }: SignedIn) => {
    queryClient.clear()
    rememberSession(queryClient, user)
    router.history.push(from ?? '/')
  }
}
