import type { UserId } from '@chatterly/protocol/ids'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { trpc } from './trpc.ts'

/** Milliseconds after which a name may have changed. */
const FRESH_MS = 5 * 60_000

const personKey = (userId: UserId) => ['person', userId] as const

/** Undefined until it is known; asked for together with the others of the same moment. */
export function usePerson(userId: UserId): UserView | undefined {
  const { client } = trpc.useUtils()
  const { data } = useQuery({
    queryKey: personKey(userId),
    queryFn: () => client.users.get.query({ userId }),
    staleTime: FRESH_MS,
  })
  return data
}

export function rememberPeople(queryClient: QueryClient, users: readonly UserView[]) {
  for (const user of users) {
    const known = queryClient.getQueryData<UserView>(personKey(user.id))
    if (known === undefined || !isSame(known, user))
      queryClient.setQueryData<UserView>(personKey(user.id), user)
  }
}

const isSame = (one: UserView, other: UserView) =>
  one.displayName === other.displayName && one.username === other.username && one.bio === other.bio
