import { MESSAGE_BODY_MAX } from '@chatterly/protocol/messages/shapes'
import type { ConversationId } from '@chatterly/protocol/ids'
import { Button } from '@chatterly/ui/Button'
import { IconButton } from '@chatterly/ui/IconButton'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useRef } from 'react'
import { formatCount } from '../../../lib/format.ts'
import { offerComposer } from './composer-port.ts'
import { isSendKey } from './send-key.ts'
import { splitBody } from './split-body.ts'
import { useDraft } from './use-draft.ts'
import { useMarkKeys } from './use-mark-keys.ts'

type Props = {
  conversationId: ConversationId
  /** How the conversation is called: "#general", "Maya". */
  title: string
  onSend: (bodies: string[]) => void
}

/** From here on it is shown how much room is left. */
const COUNT_FROM = MESSAGE_BODY_MAX * 0.9

const isTouch = () => window.matchMedia('(pointer: coarse)').matches

export const Composer = memo(function Composer({ conversationId, title, onSend }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, change } = useDraft(conversationId)
  const isTooLong = text.trimEnd().length > MESSAGE_BODY_MAX

  const send = (bodies: string[]) => {
    if (bodies.length === 0) return
    onSend(bodies)
    change('')
    field.current?.focus()
  }
  const sendWhole = () => {
    if (text.trim() !== '' && !isTooLong) send([text.trimEnd()])
  }

  useEffect(() => {
    // Whoever opens a conversation means to read and to answer; on a phone that would call up the keyboard.
    if (!isTouch() && document.querySelector('[role="dialog"]') === null)
      field.current?.focus({ preventScroll: true })
  }, [])
  useComposerPort(conversationId, { field, text, change })
  useGrowingHeight(field, text)
  useMarkKeys(field, change)

  const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isSendKey({ ...pick(event), isComposing: event.nativeEvent.isComposing }, isTouch())) {
      event.preventDefault()
      sendWhole()
    }
  }

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
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={`Message ${title}`}
          aria-describedby={isTooLong ? 'composer-room' : undefined}
          placeholder={`Message ${title}`}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={handleKeyDown}
          className="max-h-[40vh] min-h-9 grow resize-none self-center bg-transparent px-2 py-[0.4375rem] text-message outline-none placeholder:text-tertiary"
        />
        <IconButton
          label="Send"
          shortcut="Enter"
          type="submit"
          isDisabled={text.trim() === '' || isTooLong}
          icon={<SendHorizontal className="size-5 rtl:-scale-x-100" />}
        />
      </div>
      {text.length >= COUNT_FROM && (
        <Room text={text} onSplit={() => send(splitBody(text, MESSAGE_BODY_MAX))} />
      )}
    </form>
  )
})

/** How much may still be written; past the end, what to do instead. */
function Room({ text, onSplit }: { text: string; onSplit: () => void }) {
  const over = text.trimEnd().length - MESSAGE_BODY_MAX
  const parts = over > 0 ? splitBody(text, MESSAGE_BODY_MAX).length : 1
  return (
    <div className="flex flex-wrap items-center gap-3 px-2 pt-1.5">
      <p
        id="composer-room"
        role="status"
        className={`text-meta tabular-nums ${over > 0 ? 'text-danger' : 'text-secondary'}`}
      >
        {over > 0
          ? `${formatCount(over)} characters more than one message holds. Nothing is lost.`
          : `${formatCount(text.length)} of ${formatCount(MESSAGE_BODY_MAX)}`}
      </p>
      {over > 0 && <Button onPress={onSplit}>Send as {formatCount(parts)} messages</Button>}
    </div>
  )
}

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

/** As high as what is written, up to the limit of its style. */
function useGrowingHeight(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${element.scrollHeight}px`
  }, [field, text])
}

const pick = ({ key, shiftKey, altKey, keyCode }: KeyboardEvent) => ({ key, shiftKey, altKey, keyCode })
