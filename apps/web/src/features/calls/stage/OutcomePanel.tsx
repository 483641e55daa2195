import { Button } from '@chatterly/ui/Button'
import { IconButton } from '@chatterly/ui/IconButton'
import { PhoneOff, X } from 'lucide-react'
import { useRequestCall } from '../known/use-request-call.ts'
import { dismissOutcome, openCheck, type Outcome } from '../seat/seat-store.ts'

type Props = { outcome: Outcome; onWrite: () => void }

/** Nobody came, or nobody was heard: what can be done now. */
export function OutcomePanel({ outcome, onWrite }: Props) {
  const request = useRequestCall()
  const { conversationId, media, says, advice } = outcome
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
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-[650]">{says}</p>
        {advice !== undefined && (
          <p className="text-secondary">
            {advice} Your administrator was told which step failed: no names of devices, and no addresses.
          </p>
        )}
      </div>
      {advice === undefined ? (
        <Button onPress={write}>Leave a message</Button>
      ) : (
        <Button onPress={() => openCheck({ wantsCamera: media === 'video' })}>Check my connection</Button>
      )}
      <Button look="action" onPress={again}>
        Try again
      </Button>
      <IconButton label="Dismiss" icon={<X size={16} aria-hidden="true" />} onPress={dismissOutcome} />
    </div>
  )
}
