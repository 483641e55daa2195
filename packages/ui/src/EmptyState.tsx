import type { ReactNode } from 'react'
import { Keys } from './Keys.tsx'

type Props = {
  icon?: ReactNode
  /** One sentence. */
  says: string
  /** One action. */
  action?: ReactNode
  /** What does the same from the keyboard. */
  shortcut?: string | undefined
}

export function EmptyState({ icon, says, action, shortcut }: Props) {
  return (
    <div className="m-auto flex max-w-sm flex-col items-center gap-4 p-8 text-center">
      {icon && <div className="text-tertiary">{icon}</div>}
      <p className="text-message text-balance text-secondary">{says}</p>
      {action}
      {shortcut && (
        <p className="flex items-center gap-2 text-meta text-tertiary">
          or press <Keys keys={shortcut} />
        </p>
      )}
    </div>
  )
}
