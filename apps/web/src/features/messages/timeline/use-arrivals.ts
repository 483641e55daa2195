import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { lastNumber } from '../window/message-window.ts'
import { createArrivals } from './arrivals.ts'

type Options = { conversationId: ConversationId; window: MessageWindow | undefined; viewerId: UserId }

/** Tells those who listen what others write in the conversation that is open. */
export function useArrivals({ conversationId, window: messages, viewerId }: Options) {
  const [arrivals] = useState(() => createArrivals({ say: announce }))
  const newest = useRef<number>(undefined)

  useEffect(() => arrivals.stop, [arrivals])

  useEffect(() => {
    if (messages === undefined) return
    const before = newest.current
    newest.current = Math.max(before ?? 0, lastNumber(messages))
    // Pages that are loaded are no arrivals: they come while there is more after them.
    if (before === undefined || messages.hasAfter || newest.current - before > ARRIVALS_MAX) return
    for (const message of messages.items) {
      if (message.number <= before || message.senderId === viewerId) continue
      const author = messages.users.find((user) => user.id === message.senderId)?.displayName ?? 'Somebody'
      arrivals.arrived(author, message.body ?? 'deleted message')
    }
  }, [arrivals, messages, viewerId, conversationId])
}

/** More at once than this is a page that was loaded, not people talking. */
const ARRIVALS_MAX = 20
