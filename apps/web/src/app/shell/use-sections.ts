import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { listed, type Section, sectionsOf } from '../../features/conversations/sections.ts'
import { myConversationsKey, myConversationsQuery } from '../../lib/my-conversations.ts'
import { trpc } from '../../lib/trpc.ts'
import { useViewer } from '../../lib/viewer.tsx'

/** Undefined while the list loads. A section is the same object until something that is drawn of it changes. */
export function useSections(): Section[] | undefined {
  const viewer = useViewer()
  const select = useCallback((all: MyConversationView[]) => sectionsOf(all.map(listed), viewer), [viewer])
  const { data } = useQuery({ ...myConversationsQuery(trpc.useUtils().client), select })
  return data
}

/** Answers the sections of the moment it is called; its component is not drawn again when they change. */
export function useFindSections(): () => Section[] {
  const viewer = useViewer()
  const queryClient = useQueryClient()
  return () => sectionsOf(queryClient.getQueryData<MyConversationView[]>(myConversationsKey) ?? [], viewer)
}
