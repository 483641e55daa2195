import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { conversationTitle } from '../../lib/format.ts'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { pageTitle, usePageName } from '../page-title.ts'

/** The window's title, and the dot on its icon. */
export function UnreadSignals() {
  const { data: all = [] } = useMyConversations()
  const viewer = useViewer()
  const { conversationId } = useParams({ strict: false })
  const pageName = usePageName()
  const mine = all.find(({ id }) => id === conversationId)
  const unread = all.reduce((sum, { me }) => sum + me.unread, 0)
  const title = pageTitle(mine ? conversationTitle(mine, viewer) : pageName, unread)

  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (icon) icon.href = unread > 0 ? '/favicon-unread.svg' : '/favicon.svg'
  }, [unread])
  return null
}
