import type { ConversationId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { ComponentType, ReactNode } from 'react'

/** What other features bring to a message; it stays the same for the life of the page. */
export type MessageExtras = {
  /** Drawn under the words. `tabIndex` is the message's: the list is one stop. */
  drawUnder: (message: MessageView, tabIndex: 0 | -1) => ReactNode
  /** What is left of a call, in place of words. */
  drawCall: (message: MessageView, tabIndex: 0 | -1) => ReactNode
  /** Emoji at hand, the best first. */
  quickEmoji: readonly string[]
  /** Reacts, or takes the reaction back. */
  react: (message: MessageView, emoji: string) => void
  EmojiPicker: ComponentType<{ onPick: (emoji: string) => void }>
  SeenBy: ComponentType<{
    conversationId: ConversationId
    messageId: MessageView['id']
    onClose: () => void
  }>
}
