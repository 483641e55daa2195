import { showToast } from '@chatterly/ui/Toast'
import { useEffect, useRef, useState } from 'react'
import { useInView } from '../../lib/in-view.ts'
import { useCommand } from '../../lib/keymap.ts'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { ReadTracker } from './read-tracker.ts'
import { useIsPresent } from './use-is-present.ts'
import { useMarkRead } from './use-mark-read.ts'

/** Milliseconds in which marking a conversation read can be undone; longer than its toast is shown. */
const UNDO_MS = 6_000

/** Marks read what somebody who is there has had in view. Draws nothing. */
export function ReadReporter() {
  const isPresent = useIsPresent()
  const inView = useInView((state) => state.inView)
  const { data: conversations } = useMyConversations()
  const markRead = useMarkRead()
  const latest = useRef(markRead)
  latest.current = markRead
  const [tracker] = useState(() => new ReadTracker({ onRead: (id, number) => latest.current(id, number) }))
  const mine = inView && conversations?.find(({ id }) => id === inView.conversationId)
  const lastReadNumber = mine?.me.lastReadNumber

  useEffect(() => {
    tracker.look(isPresent && inView && lastReadNumber !== undefined ? { ...inView, lastReadNumber } : null)
  }, [tracker, isPresent, inView, lastReadNumber])
  useEffect(() => () => tracker.look(null), [tracker])

  const markAllRead = () => {
    if (!mine || mine.me.unread === 0) return false
    const timer = setTimeout(() => latest.current(mine.id, mine.messageCount), UNDO_MS)
    showToast({ says: 'Marked as read.', action: { label: 'Undo', run: () => clearTimeout(timer) } })
    return true
  }
  useCommand('conversation.markRead', markAllRead)
  useEffect(() => useInView.setState({ markAllRead: () => void markAllRead() }))

  return null
}
