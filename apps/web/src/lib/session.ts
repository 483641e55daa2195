import type { OwnProfileView } from '@chatterly/protocol/users/shapes'
import type { QueryClient } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import { type TrpcClient, trpc } from './trpc.ts'

type Session = { user: OwnProfileView | null }

const sessionKey = () => getQueryKey(trpc.auth.me, undefined, 'query')

/** Who is signed in; asked once, then kept. */
export const loadSession = ({
  queryClient,
  trpcClient,
}: {
  queryClient: QueryClient
  trpcClient: TrpcClient
}) =>
  queryClient.ensureQueryData<Session>({ queryKey: sessionKey(), queryFn: () => trpcClient.auth.me.query() })

/** Somebody has signed in, or changed their own profile. */
export const rememberSession = (queryClient: QueryClient, user: OwnProfileView) =>
  queryClient.setQueryData<Session>(sessionKey(), { user })

/** Nobody is signed in any more: the router's gate sees it and leads to the sign-in. */
export const forgetSession = (queryClient: QueryClient) =>
  queryClient.setQueryData<Session>(sessionKey(), { user: null })

export const useSession = () => trpc.auth.me.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY })
