import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { useCommand } from '../../../lib/keymap.ts'
import { anchorAt, open } from '../actions/acting.ts'
import type { Actor } from '../actions/acting-context.ts'
import { type ActionId, actionsFor } from '../actions/message-actions.ts'
import { findComposer } from '../composer/composer-port.ts'

type Options = {
  actor: Actor
  findMessage: (messageId: string) => MessageView | undefined
  mine: MyConversationView
  goToEnd: () => Promise<void>
  goTo: (number: number) => Promise<void>
  isAtEnd: boolean
}

/** Keys of the conversation and of the message that has the focus. */
export function useMessageCommands({ mine, actor, findMessage, goToEnd, goTo, isAtEnd }: Options) {
  const act = (id: ActionId) => (event: KeyboardEvent) => {
    const focused = focusedIn(event, findMessage)
    if (focused === undefined || !actionsFor(actor.member, focused.message).some((other) => other.id === id))
      return false
    actor.run(id, focused.message, anchorAt(focused.article))
    return true
  }

  useCommand('message.leave', () => {
    findComposer(mine.id)?.focus()
  })
  useCommand('message.latest', () => void goToEnd())
  useCommand('message.react', act('react'))
  useCommand('message.edit', act('edit'))
  useCommand('message.copyLink', act('copyLink'))
  useCommand('message.delete', act('delete'))
  useCommand('message.actions', (event) => {
    const focused = focusedIn(event, findMessage)
    if (focused === undefined) return false
    open({ messageId: focused.message.id, what: 'menu', anchor: anchorAt(focused.article) })
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

/** The message itself must have the focus: keys pressed on something inside of it are not the message's. */
function focusedIn({ target }: KeyboardEvent, findMessage: Options['findMessage']) {
  const id = target instanceof HTMLElement ? target.dataset.messageId : undefined
  const message = id === undefined ? undefined : findMessage(id)
  return message && target instanceof HTMLElement ? { message, article: target } : undefined
}
