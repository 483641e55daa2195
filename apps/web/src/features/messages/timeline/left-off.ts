import type { ConversationId } from '@chatterly/protocol/ids'
import type { OpenAt } from './open-at.ts'

/** Milliseconds after which a place is no longer returned to. */
const REMEMBERED_MS = 15 * 60_000

type LeftOff = { place: OpenAt; at: number }
const places = new Map<ConversationId, LeftOff>()

/** Where the reader was when they left the conversation; lives as long as the tab. */
export const leaveOff = (conversationId: ConversationId, place: OpenAt) =>
  places.set(conversationId, { place, at: Date.now() })

export function findLeftOff(conversationId: ConversationId): OpenAt | undefined {
  const left = places.get(conversationId)
  return left !== undefined && Date.now() - left.at < REMEMBERED_MS ? left.place : undefined
}
