import { MESSAGE_BODY_MAX } from '@chatterly/protocol/messages/shapes'
import type { ReactNode } from 'react'
import { formatCount } from '../../../lib/format.ts'

/** From here on it is shown how much room is left. */
const COUNT_FROM = MESSAGE_BODY_MAX * 0.9

export const isTooLong = (text: string) => text.trimEnd().length > MESSAGE_BODY_MAX

/** How much may still be written; `children`: what to do instead, past the end. */
export function Room({ id, text, children }: { id: string; text: string; children?: ReactNode }) {
  if (text.length < COUNT_FROM) return null
  const over = text.trimEnd().length - MESSAGE_BODY_MAX
  return (
    <div className="flex flex-wrap items-center gap-3 px-2 pt-1.5">
      <p
        id={id}
        role="status"
        className={`text-meta tabular-nums ${over > 0 ? 'text-danger' : 'text-secondary'}`}
      >
        {over > 0
          ? `${formatCount(over)} characters more than one message holds. Nothing is lost.`
          : `${formatCount(text.length)} of ${formatCount(MESSAGE_BODY_MAX)}`}
      </p>
      {over > 0 && children}
    </div>
  )
}
