import { useMemo } from 'react'
import { sectionsOf } from '../../features/conversations/sections.ts'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { useViewer } from '../../lib/viewer.tsx'

/** Undefined while the list loads. */
export function useSections() {
  const viewer = useViewer()
  const { data } = useMyConversations()
  return useMemo(() => (data ? sectionsOf(data, viewer) : undefined), [data, viewer])
}
