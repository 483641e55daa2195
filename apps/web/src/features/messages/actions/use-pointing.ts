import { MessageId } from '@chatterly/protocol/ids'
import { type FocusEvent, type MouseEvent, type PointerEvent, useEffect, useState } from 'react'
import { anchorAt, open, point, stopActing } from './acting.ts'
import { createLongPress } from './long-press.ts'

/** Which message is meant: by the mouse, by the focus of the keyboard, by a finger that rests on it. */
export function usePointing() {
  const [longPress] = useState(createLongPress)
  useEffect(() => stopActing, [])
  useEffect(() => longPress.end, [longPress])

  const openSheet = (article: HTMLElement) => {
    const messageId = messageIdOf(article)
    if (messageId !== null) open({ messageId, what: 'sheet', anchor: anchorAt(article) })
  }

  return {
    onPointerOver: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return
      const article = articleOf(event.target)
      if (article !== null) point(messageIdOf(article))
    },
    onPointerLeave: () => point(messageIdOf(focusedArticle())),
    onFocus: () => {
      const article = focusedArticle()
      if (article !== null) point(messageIdOf(article))
    },
    onBlur: (event: FocusEvent) => {
      if (articleOf(event.relatedTarget) === null && !event.currentTarget.matches(':hover')) point(null)
    },
    onContextMenu: (event: MouseEvent) => {
      const article = articleOf(event.target)
      const messageId = messageIdOf(article)
      if (article === null || messageId === null || isBrowsersOwn(event.target)) return
      event.preventDefault()
      if (isByTouch(event.nativeEvent)) return openSheet(article)
      const at = { x: event.clientX, y: event.clientY, width: 0, height: 0 }
      open({ messageId, what: 'menu', anchor: at })
    },
    onPointerDown: (event: PointerEvent) => {
      const article = articleOf(event.target)
      if (event.pointerType !== 'touch' || article === null || isBrowsersOwn(event.target)) return
      longPress.down({ x: event.clientX, y: event.clientY }, () => openSheet(article))
    },
    onPointerMove: (event: PointerEvent) => longPress.move({ x: event.clientX, y: event.clientY }),
    onPointerUp: longPress.end,
    onPointerCancel: longPress.end,
  }
}

const isByTouch = (event: globalThis.MouseEvent) =>
  event instanceof globalThis.PointerEvent && event.pointerType === 'touch'

const articleOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('article[data-message-id]') : null

/** Where the focus can be seen: a message that was clicked has it too, and asks for nothing. */
const focusedArticle = () =>
  document.activeElement?.matches(':focus-visible') ? articleOf(document.activeElement) : null

function messageIdOf(article: HTMLElement | null): MessageId | null {
  const id = article?.dataset.messageId
  return id === undefined ? null : MessageId.parse(id)
}

/** Links, fields and selected words have a menu that only the browser can offer. */
function isBrowsersOwn(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest('a, input, textarea') !== null) return true
  return getSelection()?.isCollapsed === false
}
