import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { createContext } from 'react'
import type { Anchor } from './acting.ts'
import type { ActionId, Member } from './message-actions.ts'
import type { MessageExtras } from './message-extras.ts'

/** Who acts, and how. */
export type Actor = {
  member: Member
  run: (id: ActionId, message: MessageView, anchor: Anchor) => void
  extras: MessageExtras
}

/** Null where messages are only shown. */
export const ActingContext = createContext<Actor | null>(null)
