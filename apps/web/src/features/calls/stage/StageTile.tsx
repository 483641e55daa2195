import { Avatar } from '@chatterly/ui/Avatar'
import { Hand, MicOff, MonitorUp, Signal } from 'lucide-react'
import { useSeat } from '../seat/seat-store.ts'
import { Picture } from './Picture.tsx'
import type { Tile } from './tiles.ts'

/** On dark, whatever stands behind it: on another picture a bare ring is lost. */
const speakingRing = 'outline-2 outline-offset-2 outline-rail-live shadow-[0_0_0_5px_var(--bg-rail)]'

type Props = { tile: Tile; size?: 'large' | 'small'; onPin?: (() => void) | undefined }

/** One picture of the stage. It is drawn for eyes only: the list of people says the same. */
export function StageTile({ tile, size = 'large', onPin }: Props) {
  const isSpeaking = useSeat(
    (seats) => tile.kind === 'person' && seats.isSpeaking.has(tile.user.id) && !tile.isMuted,
  )
  const isScreen = tile.kind === 'screen'
  return (
    <div
      aria-hidden="true"
      onDoubleClick={onPin}
      className={`relative flex min-h-0 min-w-0 items-center justify-center overflow-hidden rounded-md bg-rail-hover ${isSpeaking ? speakingRing : ''}`}
    >
      {tile.track ? (
        <Picture
          key={tile.track.id}
          track={tile.track}
          isMirrored={tile.isOwn && !isScreen}
          isWhole={isScreen}
          className={tile.connection === 'reconnecting' ? 'opacity-50' : ''}
        />
      ) : (
        <Avatar id={tile.user.id} name={tile.user.displayName} size={size === 'large' ? 72 : 36} />
      )}
      <Overlay tile={tile} />
      <div className="absolute start-1.5 bottom-1.5 flex max-w-[calc(100%-0.75rem)] items-center gap-1.5 rounded-xs bg-[oklch(0.16_0.02_240/0.78)] px-1.5 py-0.5 text-meta text-white">
        {isScreen && <MonitorUp size={13} className="shrink-0" />}
        {!isScreen && tile.isMuted && <MicOff size={13} className="shrink-0" />}
        <bdi className={`truncate ${isSpeaking ? 'font-[750]' : ''}`}>
          {tile.isOwn ? 'You' : tile.user.displayName}
          {isScreen && (tile.isOwn ? ', your screen' : ', screen')}
        </bdi>
      </div>
      {tile.isHandUp && (
        <span className="absolute start-1.5 top-1.5 inline-flex items-center gap-1 rounded-xs bg-you px-1.5 py-0.5 text-meta font-[650] text-on-you">
          <Hand size={13} /> Hand up
        </span>
      )}
      {tile.isWeak && tile.connection === 'connected' && (
        <span className="absolute end-1.5 top-1.5 inline-flex items-center gap-1 rounded-xs bg-[oklch(0.16_0.02_240/0.78)] px-1.5 py-0.5 text-meta text-white">
          <Signal size={13} /> Weak network
        </span>
      )}
    </div>
  )
}

function Overlay({ tile }: { tile: Tile }) {
  if (tile.connection === 'connected') return null
  const says = { connecting: 'Connecting…', reconnecting: 'Reconnecting…', lost: 'Connection lost' }[
    tile.connection
  ]
  return (
    <span className="absolute inset-x-0 top-1/2 mx-auto mt-12 w-fit rounded-full bg-[oklch(0.16_0.02_240/0.78)] px-3 py-1 text-ui text-white">
      {says}
    </span>
  )
}
