import type { MessageId } from '@chatterly/protocol/ids'
import { create } from 'zustand'

/** Pixels of the window. */
export type Anchor = { x: number; y: number; width: number; height: number }

/** What stands open over the conversation, for which message, and beside what. */
export type Opened = {
  messageId: MessageId
  what: 'menu' | 'sheet' | 'picker' | 'delete' | 'seenBy'
  anchor: Anchor
}

type Acting = {
  /** Under the mouse, or with the focus of the keyboard: the one message whose toolbar is drawn. */
  pointed: MessageId | null
  opened: Opened | null
}

/** One message at a time can be acted on, so that a long timeline draws one toolbar and not fifty. */
export const useActing = create<Acting>(() => ({ pointed: null, opened: null }))

export const point = (pointed: MessageId | null) => {
  if (useActing.getState().pointed !== pointed) useActing.setState({ pointed })
}

export const open = (opened: Opened) => useActing.setState({ opened })

export const stopActing = () => useActing.setState({ pointed: null, opened: null })

/** Focus goes back to where it was; where that has vanished meanwhile, to the message. */
export function close() {
  const { opened } = useActing.getState()
  useActing.setState({ opened: null })
  if (opened === null) return
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusMessage(opened.messageId)
    }),
  )
}

export const focusMessage = (messageId: MessageId) => findArticle(messageId)?.focus({ preventScroll: true })

export const findArticle = (messageId: MessageId) =>
  document.querySelector<HTMLElement>(`article[data-message-id="${messageId}"]`)

export function anchorAt(element: Element): Anchor {
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}
