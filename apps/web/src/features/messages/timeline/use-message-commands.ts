import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useCommand } from '../../../lib/keymap.ts'
import { findComposer } from '../composer/composer-port.ts'
import { copyText } from './copy-text.ts'
import { messageLink } from './message-link.ts'

type Options = {
  mine: MyConversationView
  goToEnd: () => Promise<void>
  goTo: (number: number) => Promise<void>
  isAtEnd: boolean
}

/** Keys of the conversation and of the message that has the focus. */
export function useMessageCommands({ mine, goToEnd, goTo, isAtEnd }: Options) {
  useCommand('message.leave', () => {
    findComposer(mine.id)?.focus()
  })
  useCommand('message.latest', () => void goToEnd())
  useCommand('message.copyLink', ({ target }) => {
    const number = target instanceof HTMLElement ? target.dataset.messageNumber : undefined
    if (number === undefined) return false
    void copyText(messageLink(mine.id, Number(number)), 'Link copied')
    return true
  })
  useCommand('timeline.latest', () => {
    if (isAtEnd) return false
    void goToEnd()
    return true
  })
  useCommand('timeline.unread', () => {
    if (mine.me.unread === 0) return false
    void goTo(mine.me.lastReadNumber + 1)
    return true
  })
}
