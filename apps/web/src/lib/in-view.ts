import type { ConversationId } from '@chatterly/protocol/ids'
import { create } from 'zustand'

/** The messages that stand in the viewport, by number; what reading is worked out from. */
export type InView = { conversationId: ConversationId; first: number; last: number }

type Reading = {
  /** Null while no conversation is on the screen. */
  inView: InView | null
  /** By hand: the whole conversation, with a way back. */
  markAllRead: () => void
}

export const useInView = create<Reading>(() => ({ inView: null, markAllRead: () => {} }))

export const showInView = (inView: InView | null) => useInView.setState({ inView })
