import type { ConversationId } from '@chatterly/protocol/ids'
import { create } from 'zustand'

/** The messages that stand in the viewport, by number; what reading is worked out from. */
export type InView = { conversationId: ConversationId; first: number; last: number }

/** Null while no conversation is on the screen. */
export const useInView = create<{ inView: InView | null }>(() => ({ inView: null }))

export const showInView = (inView: InView | null) => useInView.setState({ inView })
