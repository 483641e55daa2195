import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId } from '@chatterly/protocol/ids'
import { PAGE_LIMIT_MAX } from '@chatterly/protocol/pages'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type { Clients } from './clients.ts'
import { rememberPeople } from './people.ts'
import { trpc } from './trpc.ts'

/** Every conversation the viewer is in: one flat list, which events change in place. */
export const myConversationsKey = ['my-conversations'] as const

export const myConversationsQuery = (client: Clients['trpcClient']) =>
  queryOptions({
    queryKey: myConversationsKey,
    queryFn: async ({ client: queryClient }) => {
      const all = await readAllPages(client)
      rememberPeople(
        queryClient,
        all.flatMap((mine) => mine.people),
      )
      return all
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })

export const useMyConversations = () => useQuery(myConversationsQuery(trpc.useUtils().client))

/** Undefined while the list loads, and where the viewer is not a member. */
export function useMyConversation(id: ConversationId): MyConversationView | undefined {
  const { data } = useQuery({
    ...myConversationsQuery(trpc.useUtils().client),
    select: (all) => all.find((mine) => mine.id === id),
  })
  return data
}

/** What a conversation is called and who it is for; it does not change when something is said. */
export type ConversationFace = Pick<
  MyConversationView,
  'id' | 'kind' | 'name' | 'topic' | 'memberCount' | 'people'
>

/** As `useMyConversation`; who uses it is not drawn again for every message. */
export function useConversationFace(id: ConversationId): ConversationFace | undefined {
  const { data } = useQuery({
    ...myConversationsQuery(trpc.useUtils().client),
    select: (all) => faceOf(all.find((mine) => mine.id === id)),
  })
  return data
}

const faceOf = (mine: MyConversationView | undefined): ConversationFace | undefined =>
  mine && {
    id: mine.id,
    kind: mine.kind,
    name: mine.name,
    topic: mine.topic,
    memberCount: mine.memberCount,
    people: mine.people,
  }

export const updateMyConversation = (
  queryClient: QueryClient,
  id: ConversationId,
  change: (mine: MyConversationView) => MyConversationView,
) => changeList(queryClient, (all) => all.map((mine) => (mine.id === id ? change(mine) : mine)))

/** Adds it, or replaces what was known of it. */
export const putMyConversation = (queryClient: QueryClient, mine: MyConversationView) =>
  changeList(queryClient, (all) => [mine, ...all.filter((other) => other.id !== mine.id)])

/** As `putMyConversation`, unless events have already brought something newer. */
export const rememberMyConversation = (queryClient: QueryClient, mine: MyConversationView) =>
  changeList(queryClient, (all) =>
    all.some((known) => known.id === mine.id && known.seq > mine.seq)
      ? all
      : [mine, ...all.filter((other) => other.id !== mine.id)],
  )

export const removeMyConversation = (queryClient: QueryClient, id: ConversationId) =>
  changeList(queryClient, (all) => all.filter((mine) => mine.id !== id))

/** A list that is still loading will hold the change when it comes. */
const changeList = (queryClient: QueryClient, change: (all: MyConversationView[]) => MyConversationView[]) =>
  queryClient.setQueryData<MyConversationView[]>(myConversationsKey, (all) =>
    all === undefined ? all : change(all),
  )

async function readAllPages(client: Clients['trpcClient']): Promise<MyConversationView[]> {
  const byId = new Map<string, MyConversationView>()
  let cursor: string | undefined
  do {
    const page = await client.conversations.list.query({ limit: PAGE_LIMIT_MAX, cursor })
    for (const mine of page.items) byId.set(mine.id, mine)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return [...byId.values()]
}
