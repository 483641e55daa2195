import type { CallView } from '@chatterly/protocol/calls/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { useEffect } from 'react'
import { formatList } from '../../../lib/format.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { loopCue } from '../media/sounds.ts'
import type { SeatView } from '../seat/seat-store.ts'
import { Picture } from './Picture.tsx'

/** Called, and nobody has answered yet. */
export function Waiting({
  call,
  seat,
  title,
}: {
  call: CallView | undefined
  seat: SeatView
  title: string
}) {
  const viewer = useViewer()
  const isCalled = call !== undefined
  useEffect(() => (isCalled ? loopCue('waiting') : undefined), [isCalled])
  const rung = (call?.participants ?? []).filter(({ user }) => user.id !== viewer.id)
  const says = call === undefined ? 'Starting…' : call.state === 'ringing' ? 'Ringing…' : 'Calling…'
  return (
    <div className="relative flex min-h-0 flex-1 flex-col items-center justify-center gap-3 overflow-hidden rounded-md">
      {seat.tracks.camera && (
        <div aria-hidden="true" className="absolute inset-0 opacity-35">
          <Picture track={seat.tracks.camera} isMirrored />
        </div>
      )}
      <div aria-hidden="true" className="relative flex -space-x-3 rtl:space-x-reverse">
        {rung.slice(0, 4).map(({ user }) => (
          <span key={user.id} className="ring-pulse rounded-full">
            <Avatar id={user.id} name={user.displayName} size={72} />
          </span>
        ))}
      </div>
      <p className="relative max-w-full truncate text-h2 text-on-rail">
        <bdi>{rung.length > 0 ? formatList(rung.map(({ user }) => user.displayName)) : title}</bdi>
      </p>
      <p role="status" className="relative text-ui text-on-rail">
        {says}
      </p>
    </div>
  )
}
