import type { MessageId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { create } from 'zustand'

export type Edit = {
  messageId: MessageId
  /** The body the edit began with. */
  base: string
  text: string
  /** Where the focus goes afterwards. */
  from: 'composer' | 'message'
  /** It was left without saving, and taken up again. */
  isResumed: boolean
  /** It was just begun: whoever began it wants to write. */
  takesFocus: boolean
  /** On its way; the words are shown as if they were saved. */
  isSaving: boolean
  /** Why the last try was not saved. */
  problem?: string | undefined
}

type Edits = { openId: MessageId | null; byMessage: ReadonlyMap<MessageId, Edit> }

/** Edits of this tab. Words that were typed stay until they are saved or thrown away by hand. */
export const useEdits = create<Edits>(() => ({ openId: null, byMessage: new Map() }))

/** Opens the editor, with the words of last time if they were not saved. */
export function beginEdit(message: MessageView, from: Edit['from']) {
  const { byMessage } = useEdits.getState()
  const kept = byMessage.get(message.id)
  if (message.body === null || kept?.isSaving) return
  leaveEdit()
  const fresh = { messageId: message.id, base: message.body, text: message.body, isSaving: false }
  const begun = kept ? { ...kept, isResumed: true } : { ...fresh, isResumed: false }
  put({ ...begun, from, takesFocus: true })
  useEdits.setState({ openId: message.id })
}

export const changeEdit = (messageId: MessageId, change: Partial<Edit>) => {
  const edit = useEdits.getState().byMessage.get(messageId)
  if (edit) put({ ...edit, ...change })
}

/** Closes the editor. What was changed is kept for the next time. */
export function leaveEdit() {
  const { openId, byMessage } = useEdits.getState()
  const edit = openId === null ? undefined : byMessage.get(openId)
  if (edit && edit.text === edit.base) forgetEdit(edit.messageId)
  useEdits.setState({ openId: null })
}

/** It is saved, or not wanted any more. */
export function forgetEdit(messageId: MessageId) {
  const { openId, byMessage } = useEdits.getState()
  const others = new Map(byMessage)
  others.delete(messageId)
  useEdits.setState({ byMessage: others, openId: openId === messageId ? null : openId })
}

/**
 * The words go back into the editor, unless another message is being edited there. Answers whether they did. The focus
 * stays where it is: somebody may be writing on.
 */
export function failEdit(messageId: MessageId, problem: string): boolean {
  changeEdit(messageId, { isSaving: false, problem })
  const isFree = useEdits.getState().openId === null
  if (isFree) useEdits.setState({ openId: messageId })
  return isFree
}

const put = (edit: Edit) =>
  useEdits.setState(({ byMessage }) => ({ byMessage: new Map(byMessage).set(edit.messageId, edit) }))
