import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useState } from 'react'
import type { TimelineView } from './Timeline.tsx'

/** What of this visit has been in view, and where its divider stands. */
export function useSeen(mine: MyConversationView) {
  const [state, setState] = useState(() => ({
    newest: mine.me.unread > 0 ? mine.me.lastReadNumber : mine.messageCount,
    isAtEnd: true,
  }))
  const [dividerAfter, setDividerAfter] = useState(() => (mine.me.unread > 0 ? mine.me.lastReadNumber : null))
  const isAway = !document.hasFocus() || document.visibilityState === 'hidden'

  // Read to the end before, and something comes while nobody looks: it begins the unread part of this visit.
  if (dividerAfter === null && isAway && mine.me.unread > 0) setDividerAfter(mine.me.lastReadNumber)

  const look = (view: TimelineView, isAtEnd: boolean) => {
    const newest = Math.max(state.newest, view?.last ?? 0, isAtEnd ? mine.messageCount : 0)
    if (newest !== state.newest || isAtEnd !== state.isAtEnd) setState({ newest, isAtEnd })
  }

  return { dividerAfter, isAtEnd: state.isAtEnd, newCount: Math.max(0, mine.messageCount - state.newest), look }
}
