import type { UserId } from '@chatterly/protocol/ids'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { lastNumber } from '../window/message-window.ts'
import type { LoadedWindow } from '../window/window-cache.ts'
import { createArrivals } from './arrivals.ts'

type Options = { loaded: LoadedWindow | undefined; viewerId: UserId }

/** Tells those who listen what others write in the conversation that is open. */
export function useArrivals({ loaded, viewerId }: Options) {
  const [arrivals] = useState(() => createArrivals({ say: announce }))
  const known = useRef<{ generation: number; newest: number }>(undefined)

  useEffect(() => arrivals.stop, [arrivals])

  useEffect(() => {
    if (loaded === undefined) return
    const { window: messages, generation } = loaded
    const before = known.current?.generation === generation ? known.current.newest : undefined
    const newest = Math.max(before ?? 0, lastNumber(messages))
    known.current = { generation, newest }
    // Pages that are loaded are no arrivals: they come while there is more after them.
    if (before === undefined || messages.hasAfter || newest - before > ARRIVALS_MAX) return
    for (const message of messages.items) {
      if (message.number <= before || message.senderId === viewerId) continue
      const author = messages.users.find((user) => user.id === message.senderId)?.displayName ?? 'Somebody'
      arrivals.arrived(author, message.body ?? 'deleted message')
    }
  }, [arrivals, loaded, viewerId])
}

/** More at once than this is a page that was loaded, not people talking. */
const ARRIVALS_MAX = 20
