import type { CallView } from '@chatterly/protocol/calls/shapes'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { conversationTitle } from '../../lib/format.ts'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { GreenRoom } from './before/GreenRoom.tsx'
import { RingDialog } from './ring/RingDialog.tsx'
import { useSeat } from './seat/seat-store.ts'
import { MiniPlayer } from './stage/MiniPlayer.tsx'
import { useCallCommands } from './stage/use-call-commands.ts'

const ConnectionCheck = lazy(() =>
  import('./check/ConnectionCheck.tsx').then((loaded) => ({ default: loaded.ConnectionCheck })),
)

/** What stands over every page: what rings, the look at oneself, the check of the connection, and the call one is in elsewhere. */
export function CallLayer({ ringing }: { ringing: CallView[] }) {
  const { conversationId } = useParams({ strict: false })
  const { data: all = [] } = useMyConversations()
  const viewer = useViewer()
  const greenRoom = useSeat((seats) => seats.greenRoom)
  const check = useSeat((seats) => seats.check)
  const seat = useSeat((seats) => seats.seat)
  useCallCommands()
  const isElsewhere = seat !== null && seat.conversationId !== conversationId
  const seated = all.find(({ id }) => id === seat?.conversationId)
  const nameIn = (id: string) => {
    const mine = all.find((other) => other.id === id)
    return mine && mine.kind !== 'direct' ? conversationTitle(mine, viewer) : null
  }
  return (
    <>
      {isElsewhere && seated && <MiniPlayer seat={seat} title={conversationTitle(seated, viewer)} />}
      {greenRoom && <GreenRoom entrance={greenRoom} />}
      {check && (
        <Suspense>
          <ConnectionCheck wish={check} />
        </Suspense>
      )}
      {ringing.length > 0 && (
        <div className="fixed end-4 bottom-20 z-(--z-ring) flex flex-col gap-3">
          {ringing.map((call) => (
            <RingDialog key={call.id} call={call} conversationName={nameIn(call.conversationId)} />
          ))}
        </div>
      )}
    </>
  )
}
