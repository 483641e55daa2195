import { z } from 'zod'
import { ConversationId } from '../ids.ts'

export const MarkRead = z.object({
  conversationId: ConversationId,
  /** Everything up to this message is read. A lower number than before changes nothing. */
  number: z.int().min(0),
})
export type MarkRead = z.infer<typeof MarkRead>

/** Where a person has read to, complete: a later one replaces an earlier one. */
export const ReadPositionView = z.object({
  conversationId: ConversationId,
  lastReadNumber: z.int(),
  uncountedAfterRead: z.int(),
  unread: z.int(),
  /** The conversation's change number this was worked out at. */
  seq: z.int(),
})
export type ReadPositionView = z.infer<typeof ReadPositionView>
