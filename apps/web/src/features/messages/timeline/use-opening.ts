import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { reaches } from '../window/message-window.ts'
import type { LoadedWindow } from '../window/window-cache.ts'
import { findLeftOff } from './left-off.ts'
import type { OpenAt } from './open-at.ts'

/** Where the conversation opens: at the link's message, else the first unread one, else where one left off, else the end. */
export function useOpening(mine: MyConversationView, target: number | undefined) {
  const [first] = useState(() => firstPlace(mine, target))
  const next = useRef<OpenAt>(first.openAt)
  return {
    around: first.around,
    openAt: () => next.current,
    openNextAt: (place: OpenAt) => {
      next.current = place
    },
  }
}

type Wanted = {
  around: number | undefined
  loaded: LoadedWindow | undefined
  moveTo: (number: number) => Promise<void>
  /** The place cannot be had; the loaded stretch is shown at its end. */
  giveUp: () => void
}

/** Whether the loaded stretch holds the opening place. If an earlier visit's does not, another is asked for, once. */
export function useIsOpen({ around, loaded, moveTo, giveUp }: Wanted): boolean {
  const [isOpen, setOpen] = useState(false)
  const asked = useRef(false)
  const isThere = loaded !== undefined && (around === undefined || reaches(loaded.window, around))

  const moveThere = useEffectEvent(() => {
    if (asked.current || around === undefined) return
    asked.current = true
    moveTo(around).catch((error: unknown) => {
      console.warn('The place could not be loaded.', error)
      giveUp()
      setOpen(true)
    })
  })

  useEffect(() => {
    if (loaded === undefined || isOpen) return
    if (isThere) setOpen(true)
    else moveThere()
  }, [loaded, isThere, isOpen])

  return isOpen || isThere
}

type FirstPlace = { openAt: OpenAt; around: number | undefined }

function firstPlace({ id, me, messageCount }: MyConversationView, target: number | undefined): FirstPlace {
  if (target !== undefined) return { openAt: { at: 'message', number: target }, around: target }
  if (me.unread > 0)
    return { openAt: { at: 'unread' }, around: Math.min(me.lastReadNumber + 1, messageCount) }
  return { openAt: findLeftOff(id) ?? { at: 'end' }, around: undefined }
}
