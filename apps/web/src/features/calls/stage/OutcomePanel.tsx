import { Button } from '@chatterly/ui/Button'
import { IconButton } from '@chatterly/ui/IconButton'
import { PhoneOff, X } from 'lucide-react'
import { useRequestCall } from '../known/use-request-call.ts'
import { dismissOutcome, type Outcome } from '../seat/seat-store.ts'

type Props = { outcome: Outcome; onWrite: () => void }

/** Nobody came: what can be done now. */
export function OutcomePanel({ outcome, onWrite }: Props) {
  const request = useRequestCall()
  const { conversationId, media, says } = outcome
  const again = () => {
    dismissOutcome()
    void request({ conversationId, media, act: { kind: 'start' } })
  }
  const write = () => {
    dismissOutcome()
    onWrite()
  }
  return (
    <div
      role="status"
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-subtle bg-raised py-1.5 ps-4 pe-2 text-ui"
    >
      <PhoneOff size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <p className="min-w-0 flex-1 font-[650]">{says}</p>
      <Button onPress={write}>Leave a message</Button>
      <Button look="action" onPress={again}>
        Try again
      </Button>
      <IconButton label="Dismiss" icon={<X size={16} aria-hidden="true" />} onPress={dismissOutcome} />
    </div>
  )
}
