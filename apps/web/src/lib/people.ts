import type { UserId } from '@chatterly/protocol/ids'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { type QueryClient, useQueries, useQuery } from '@tanstack/react-query'
import { type TrpcClient, trpc } from './trpc.ts'

/** Milliseconds after which a name may have changed. */
const FRESH_MS = 5 * 60_000

const personKey = (userId: UserId) => ['person', userId] as const

/** Undefined until it is known; asked for together with the others of the same moment. */
export function usePerson(userId: UserId): UserView | undefined {
  const { client } = trpc.useUtils()
  return useQuery(personQuery(client, userId)).data
}

/** As `usePerson`, of several; only those that are known. */
export function usePeople(userIds: readonly UserId[]): ReadonlyMap<UserId, UserView> {
  const { client } = trpc.useUtils()
  return useQueries({
    queries: userIds.map((userId) => personQuery(client, userId)),
    combine: byId,
  })
}

const personQuery = (client: TrpcClient, userId: UserId) => ({
  queryKey: personKey(userId),
  queryFn: () => client.users.get.query({ userId }),
  staleTime: FRESH_MS,
})

const byId = (results: readonly { data: UserView | undefined }[]): ReadonlyMap<UserId, UserView> =>
  new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))

export function rememberPeople(queryClient: QueryClient, users: readonly UserView[]) {
  for (const user of users) {
    const known = queryClient.getQueryData<UserView>(personKey(user.id))
    if (known === undefined || !isSame(known, user))
      queryClient.setQueryData<UserView>(personKey(user.id), user)
  }
}

const isSame = (one: UserView, other: UserView) =>
  one.displayName === other.displayName && one.username === other.username && one.bio === other.bio
