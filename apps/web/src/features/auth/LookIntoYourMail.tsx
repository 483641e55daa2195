import { Button } from '@chatterly/ui/Button'
import { MailCheck } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { children: ReactNode; again: string; onAgain: () => void }

/** A link was mailed, and everything goes on there. */
export function LookIntoYourMail({ children, again, onAgain }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <div role="status" className="flex gap-4 text-message text-secondary">
        <MailCheck size={28} strokeWidth={1.5} aria-hidden="true" className="shrink-0 text-secondary" />
        <div className="flex min-w-0 flex-col gap-2">{children}</div>
      </div>
      <Button look="quiet" size="large" onPress={onAgain}>
        {again}
      </Button>
    </div>
  )
}
