import { lazy, Suspense, useEffect } from 'react'
import { takeLeftSeat } from '../../features/calls/known/left-seat.ts'
import { useRinging } from '../../features/calls/known/use-ringing.ts'
import { useSeat } from '../../features/calls/seat/seat-store.ts'
import { trpc } from '../../lib/trpc.ts'
import { useViewer } from '../../lib/viewer.tsx'

const CallLayer = lazy(() =>
  import('../../features/calls/CallLayer.tsx').then((loaded) => ({ default: loaded.CallLayer })),
)

/** Hears whether something rings. All that a call needs is loaded with the first one. */
export function Calls() {
  const ringing = useRinging()
  const isCalling = useSeat(({ seat, greenRoom, check }) => (seat ?? greenRoom ?? check) !== null)
  useLeftSeat()
  if (ringing.length === 0 && !isCalling) return null
  return (
    <Suspense>
      <CallLayer ringing={ringing} />
    </Suspense>
  )
}

/** A page that was reloaded in a call goes back to it. */
function useLeftSeat() {
  const { client } = trpc.useUtils()
  const { id } = useViewer()
  useEffect(() => {
    const left = takeLeftSeat()
    if (left === null) return
    import('../../features/calls/seat/resume.ts')
      .then(({ resumeCall }) => resumeCall(client, id, left))
      .catch((error: unknown) => console.warn('The call could not be gone back to.', error))
  }, [client, id])
}
