import type { ConversationId } from '@chatterly/protocol/ids'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useViewer } from '../../../lib/viewer.tsx'
import { DRAFT_AFTER_MS, findDraft, keepDraft } from './drafts.ts'

/** The text of the composer, kept per conversation. What was typed before the draft was found stays. */
export function useDraft(conversationId: ConversationId) {
  const { id: viewerId } = useViewer()
  const [text, setText] = useState('')
  const latest = useRef({ text: '', isTouched: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const store = () => {
    clearTimeout(timer.current)
    timer.current = undefined
    keepDraft(viewerId, conversationId, latest.current.text).catch((error: unknown) =>
      console.warn('The draft could not be stored in this browser.', error),
    )
  }

  const change = (next: string) => {
    latest.current = { text: next, isTouched: true }
    setText(next)
    clearTimeout(timer.current)
    if (next === '') store()
    else timer.current = setTimeout(store, DRAFT_AFTER_MS)
  }

  useEffect(() => {
    findDraft(viewerId, conversationId).then(
      (draft) => {
        if (draft === undefined || latest.current.isTouched) return
        latest.current.text = draft
        setText(draft)
      },
      (error: unknown) => console.warn('Drafts cannot be read in this browser.', error),
    )
  }, [viewerId, conversationId])

  const storeWhatIsOpen = useEffectEvent(() => {
    if (timer.current !== undefined) store()
  })

  useEffect(() => {
    const storeNow = () => storeWhatIsOpen()
    window.addEventListener('pagehide', storeNow)
    return () => {
      window.removeEventListener('pagehide', storeNow)
      storeNow()
    }
  }, [conversationId])

  return { text, change }
}
