import { trpc } from '../../lib/trpc.ts'

/** The page is loaded anew, so that nothing of this person stays in memory. */
export const useSignOut = () => trpc.auth.logout.useMutation({ onSuccess: () => location.assign('/sign-in') })
