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

  // Something comes while nobody looks: the divider waits before it. It never moves under somebody's eyes.
  if (isAway && mine.me.unread > 0 && dividerAfter !== mine.me.lastReadNumber)
    setDividerAfter(mine.me.lastReadNumber)

  const look = (view: TimelineView, isAtEnd: boolean) => {
    const newest = Math.max(state.newest, view?.last ?? 0, isAtEnd ? mine.messageCount : 0)
    if (newest !== state.newest || isAtEnd !== state.isAtEnd) setState({ newest, isAtEnd })
  }

  return {
    dividerAfter,
    isAtEnd: state.isAtEnd,
    newCount: Math.max(0, mine.messageCount - state.newest),
    look,
  }
}
