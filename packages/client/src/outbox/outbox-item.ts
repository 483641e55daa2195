import type { ClientKey, ConversationId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'

/** A message on its way. It keeps its key through every retry, so that it is never said twice. */
export type OutboxItem = {
  key: ClientKey
  conversationId: ConversationId
  body: string
  /** Milliseconds; never twice the same in one tab, so it also gives the order. */
  createdAt: number
  /** The newest message known when it was written: its own number will be higher. */
  afterNumber: number
  attempts: number
  /** Words of the answer that refused it for good. */
  failure?: string
}

/** Acknowledged, but not seen in the conversation's window yet. */
export type Acknowledged = { key: ClientKey; message: MessageView }

export type OutboxView = {
  items: OutboxItem[]
  acknowledged: Acknowledged[]
  /** Message id → the key it was sent with, for the life of the tab: a row keeps its place on the screen. */
  keys: ReadonlyMap<string, ClientKey>
}

export const byWriting = (a: OutboxItem, b: OutboxItem) => a.createdAt - b.createdAt

export const isWaiting = (item: OutboxItem) => item.failure === undefined
