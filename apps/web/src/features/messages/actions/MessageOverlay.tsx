import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Popover } from '@chatterly/ui/Popover'
import { Sheet } from '@chatterly/ui/Sheet'
import { type ReactNode, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { isTouch } from '../../../lib/is-touch.ts'
import { type Anchor, close, type Opened } from './acting.ts'
import type { Actor } from './acting-context.ts'
import { DeleteMessage } from './DeleteMessage.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { MessageSheet } from './MessageSheet.tsx'

type Props = { opened: Opened; message: MessageView; actor: Actor }

/** What stands open for one message: its menu, or what was chosen there. */
export function MessageOverlay({ opened, message, actor }: Props) {
  const { EmojiPicker, SeenBy } = actor.extras
  const pick = (emoji: string) => {
    actor.extras.react(message, emoji)
    close()
  }
  switch (opened.what) {
    case 'menu':
      return (
        <Beside anchor={opened.anchor} label="Message actions">
          <MessageMenu message={message} actor={actor} anchor={opened.anchor} />
        </Beside>
      )
    case 'sheet':
      return <MessageSheet message={message} actor={actor} anchor={opened.anchor} />
    case 'picker':
      return isTouch() ? (
        <Sheet label="Add reaction" onClose={close}>
          <EmojiPicker onPick={pick} />
        </Sheet>
      ) : (
        <Beside anchor={opened.anchor} label="Add reaction">
          <Dialog aria-label="Add reaction" className="outline-none">
            <EmojiPicker onPick={pick} />
          </Dialog>
        </Beside>
      )
    case 'delete':
      return <DeleteMessage message={message} isOwn={message.senderId === actor.member.userId} />
    case 'seenBy':
      return <SeenBy conversationId={message.conversationId} messageId={message.id} onClose={close} />
  }
}

/** Beside what it was opened from, which may be gone by now: its place is what counts. */
function Beside({ anchor, label, children }: { anchor: Anchor; label: string; children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null)
  const { x, y, width, height } = anchor
  return (
    <>
      <span
        ref={place}
        aria-hidden="true"
        className="pointer-events-none fixed"
        style={{ top: y, left: x, width, height }}
      />
      <Popover
        isOpen
        aria-label={label}
        triggerRef={place}
        placement="bottom end"
        onOpenChange={(isOpen) => !isOpen && close()}
      >
        {children}
      </Popover>
    </>
  )
}
