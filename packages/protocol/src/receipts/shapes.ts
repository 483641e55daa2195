import { z } from 'zod'
import { ConversationId } from '../ids.ts'
import { OneMessage } from '../messages/shapes.ts'
import { PageCursor, PageLimit, pageOf } from '../pages.ts'
import { UserView } from '../users/shapes.ts'

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

export const ListReceipts = OneMessage.extend({ limit: PageLimit, cursor: PageCursor.optional() })
export type ListReceipts = z.infer<typeof ListReceipts>

/** Somebody who has read a message, and when their read position first passed it. */
export const ReceiptView = z.object({ user: UserView, readAt: z.iso.datetime() })
export type ReceiptView = z.infer<typeof ReceiptView>

export const ReceiptsPage = pageOf(ReceiptView)
