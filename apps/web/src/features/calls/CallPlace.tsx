import type { ConversationId } from '@chatterly/protocol/ids'
import { lazy, Suspense } from 'react'
import { CallStrip } from './known/CallStrip.tsx'
import { useOpenCallIn } from './known/known-calls.ts'
import { useRinging } from './known/use-ringing.ts'
import { useSeat } from './seat/seat-store.ts'
import { OutcomePanel } from './stage/OutcomePanel.tsx'

const SeatedCall = lazy(() =>
  import('./stage/SeatedCall.tsx').then((loaded) => ({ default: loaded.SeatedCall })),
)

type Props = { conversationId: ConversationId; title: string; onWrite: () => void }

/** Between a conversation's header and its messages: the call there, if there is one. */
export function CallPlace({ conversationId, title, onWrite }: Props) {
  const call = useOpenCallIn(conversationId)
  const isHere = useSeat(({ seat }) => seat?.conversationId === conversationId)

  const isRinging = useRinging().some(({ id }) => id === call?.id)
  const outcome = useSeat((seats) => seats.outcome)
  if (isHere)
    return (
      <Suspense>
        <SeatedCall title={title} />
      </Suspense>
    )

  return (
    <>
      {/* What rings is answered where it rings. */}
      {call && !isRinging && <CallStrip call={call} />}
      {/* Others may talk on where one's own connection has failed. */}
      {outcome?.conversationId === conversationId && (!call || outcome.advice !== undefined) && (
        <OutcomePanel outcome={outcome} onWrite={onWrite} />
      )}
    </>
  )
}
