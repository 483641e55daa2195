import { isDeleted } from '@chatterly/protocol/messages/policy'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Button } from '@chatterly/ui/Button'
import { type KeyboardEvent, useContext, useEffect, useRef } from 'react'
import { anchorAt, focusMessage, open } from '../actions/acting.ts'
import { findComposer } from '../composer/composer-port.ts'
import { MessageField } from '../composer/MessageField.tsx'
import { isTooLong, Room } from '../composer/Room.tsx'
import { EditNotice } from './EditNotice.tsx'
import { EditingContext } from './editing-context.ts'
import { changeEdit, type Edit, forgetEdit, leaveEdit } from './edits.ts'

type Props = { message: MessageView; edit: Edit }

/** The message's words, where they stand, as something to write in. */
export function MessageEditor({ message, edit }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const editing = useContext(EditingContext)
  const isEmpty = edit.text.trim() === ''
  const canSave = !isTooLong(edit.text) && !isDeleted(message)

  useEffect(() => {
    const element = field.current
    if (!edit.takesFocus || element === null) return
    changeEdit(edit.messageId, { takesFocus: false })
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
    element.closest('article')?.scrollIntoView({ block: 'nearest' })
  }, [edit])

  const returnFocus = () =>
    edit.from === 'composer' ? findComposer(message.conversationId)?.focus() : focusMessage(message.id)
  const leave = () => {
    leaveEdit()
    requestAnimationFrame(returnFocus)
  }
  const save = () => {
    if (!canSave) return
    if (isEmpty) return open({ messageId: message.id, what: 'delete', anchor: anchorAt(document.body) })
    editing?.save({ ...edit, base: message.body ?? edit.base })
    requestAnimationFrame(returnFocus)
  }
  const discard = () => {
    if (message.body === null) {
      forgetEdit(message.id)
      return findComposer(message.conversationId)?.focus()
    }
    changeEdit(message.id, { base: message.body, text: message.body, isResumed: false, problem: undefined })
    field.current?.focus()
  }

  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    const step = edit.text === edit.base ? stepOf(event) : undefined
    if (event.key === 'Escape') leave()
    else if (step === undefined || editing?.walk(message.id, step) !== true) return
    event.preventDefault()
  }

  return (
    <div
      role="group"
      aria-label="Edit message"
      data-keymap-scope="composer"
      className="max-w-[80ch] py-1 select-text"
    >
      <div className="flex rounded-md border border-control/60 bg-raised p-1 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus">
        <MessageField
          field={field}
          label="Edit your message"
          describedBy={`edit-notice-${message.id}`}
          text={edit.text}
          onChange={(text) => changeEdit(message.id, { text, problem: undefined })}
          onEnter={save}
          onKey={handleKey}
        />
      </div>
      <Room id={`edit-room-${message.id}`} text={edit.text} />
      <EditNotice id={`edit-notice-${message.id}`} message={message} edit={edit} onDiscard={discard} />
      <div className="flex flex-wrap items-center gap-2 pt-1.5 pb-1">
        <Button look="action" isDisabled={!canSave} onPress={save}>
          {isEmpty ? 'Delete…' : 'Save'}
        </Button>
        <Button look="plain" onPress={leave}>
          Cancel
        </Button>
        <span className="text-meta text-tertiary pointer-coarse:hidden">Enter saves, Esc cancels</span>
      </div>
    </div>
  )
}

/** ↑ at the beginning and ↓ at the end lead out of the field. */
function stepOf(event: KeyboardEvent<HTMLTextAreaElement>): 1 | -1 | undefined {
  const { selectionStart, selectionEnd, value } = event.currentTarget
  if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return undefined
  if (event.key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) return -1
  if (event.key === 'ArrowDown' && !value.slice(selectionEnd).includes('\n')) return 1
  return undefined
}
