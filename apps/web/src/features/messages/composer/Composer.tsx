import { MESSAGE_BODY_MAX } from '@chatterly/protocol/messages/shapes'
import type { ConversationId } from '@chatterly/protocol/ids'
import { Button } from '@chatterly/ui/Button'
import { IconButton } from '@chatterly/ui/IconButton'
import { SendHorizontal } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { formatCount } from '../../../lib/format.ts'
import { isTouch } from '../../../lib/is-touch.ts'
import { offerComposer } from './composer-port.ts'
import { MessageField } from './MessageField.tsx'
import { isTooLong, Room } from './Room.tsx'
import { splitBody } from './split-body.ts'
import { useDraft } from './use-draft.ts'

type Props = {
  conversationId: ConversationId
  /** How the conversation is called: "#general", "Maya". */
  title: string
  onSend: (bodies: string[]) => void
  /** ↑ where nothing is written; answers whether there is something to edit. */
  onEditLast: () => boolean
}

export const Composer = memo(function Composer({ conversationId, title, onSend, onEditLast }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, change } = useDraft(conversationId)
  const parts = isTooLong(text) ? splitBody(text, MESSAGE_BODY_MAX) : []

  const send = (bodies: string[]) => {
    if (bodies.length === 0) return
    onSend(bodies)
    change('')
    field.current?.focus()
  }
  const sendWhole = () => {
    if (text.trim() !== '' && !isTooLong(text)) send([text.trimEnd()])
  }

  useEffect(() => {
    // Whoever opens a conversation means to read and to answer; on a phone that would call up the keyboard.
    if (!isTouch() && document.querySelector('[role="dialog"]') === null)
      field.current?.focus({ preventScroll: true })
  }, [])
  useComposerPort(conversationId, { field, text, change })

  return (
    <form
      aria-label="Message composer"
      data-keymap-scope="composer"
      className="shrink-0 px-4 pt-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault()
        sendWhole()
      }}
    >
      <div className="flex items-end gap-1 rounded-md border border-control/60 bg-raised p-1 focus-within:border-focus focus-within:outline-1 focus-within:outline-focus">
        <MessageField
          field={field}
          label={`Message ${title}`}
          placeholder={`Message ${title}`}
          describedBy={isTooLong(text) ? 'composer-room' : undefined}
          text={text}
          onChange={change}
          onEnter={sendWhole}
          onKey={(event) => {
            const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey
            if (event.key === 'ArrowUp' && isPlain && text === '' && onEditLast()) event.preventDefault()
          }}
        />
        <IconButton
          label="Send"
          shortcut="Enter"
          type="submit"
          isDisabled={text.trim() === '' || isTooLong(text)}
          icon={<SendHorizontal className="size-5 rtl:-scale-x-100" />}
        />
      </div>
      <Room id="composer-room" text={text}>
        <Button onPress={() => send(parts)}>Send as {formatCount(parts.length)} messages</Button>
      </Room>
    </form>
  )
})

type Port = {
  field: React.RefObject<HTMLTextAreaElement | null>
  text: string
  change: (text: string) => void
}

function useComposerPort(conversationId: ConversationId, port: Port) {
  const current = useRef(port)
  useEffect(() => {
    current.current = port
  })
  useEffect(
    () =>
      offerComposer(conversationId, {
        focus: () => current.current.field.current?.focus(),
        text: () => current.current.text,
        setText: (text) => {
          current.current.change(text)
          current.current.field.current?.focus()
        },
      }),
    [conversationId],
  )
}
