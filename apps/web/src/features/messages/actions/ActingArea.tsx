import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { ReactNode } from 'react'
import { useActing } from './acting.ts'
import { type Actor, ActingContext } from './acting-context.ts'
import { MessageOverlay } from './MessageOverlay.tsx'
import { usePointing } from './use-pointing.ts'

type Props = { actor: Actor; messages: readonly MessageView[]; children: ReactNode }

/** Around the timeline: notices which message is meant, and draws over everything what was opened for it. */
export function ActingArea({ actor, messages, children }: Props) {
  const pointing = usePointing()
  const opened = useActing((acting) => acting.opened)
  const message = opened && messages.find(({ id }) => id === opened.messageId)
  return (
    <ActingContext value={actor}>
      <div
        {...pointing}
        className="relative flex min-h-0 grow flex-col has-data-unread-pill:[--covered-top:2.75rem]"
      >
        {children}
      </div>
      {opened && message && <MessageOverlay opened={opened} message={message} actor={actor} />}
    </ActingContext>
  )
}
