import { Avatar } from '@chatterly/ui/Avatar'
import { Hand, Mic, MicOff, MonitorUp, Video, VideoOff } from 'lucide-react'
import { useSeat } from '../seat/seat-store.ts'
import type { Tile } from './tiles.ts'

const icon = { size: 15, strokeWidth: 1.75, 'aria-hidden': true } as const

/** Everybody in the call, in words: for whoever listens to the page it is the stage. */
export function PeopleList({ tiles, isSeen }: { tiles: Tile[]; isSeen: boolean }) {
  const people = tiles.filter(({ kind }) => kind === 'person')
  const sharing = new Set(tiles.filter(({ kind }) => kind === 'screen').map(({ user }) => user.id))
  return (
    <ul
      aria-label="People in the call"
      className={
        isSeen
          ? 'flex w-56 shrink-0 flex-col gap-0.5 overflow-y-auto rounded-md border border-on-rail/30 bg-rail p-2 max-[600px]:absolute max-[600px]:-inset-1.5 max-[600px]:w-auto'
          : 'sr-only'
      }
    >
      {people.map((tile) => (
        <Person key={tile.key} tile={tile} isSharing={sharing.has(tile.user.id)} />
      ))}
    </ul>
  )
}

function Person({ tile, isSharing }: { tile: Tile; isSharing: boolean }) {
  const isSpeaking = useSeat(({ isSpeaking: all }) => all.has(tile.user.id) && !tile.isMuted)
  const facts = [
    tile.isMuted ? 'muted' : isSpeaking ? 'speaking' : 'microphone on',
    tile.track ? 'camera on' : 'camera off',
    ...(isSharing ? ['shares a screen'] : []),
    ...(tile.isHandUp ? ['hand up'] : []),
    ...(tile.connection === 'connected' ? (tile.isWeak ? ['weak network'] : []) : [tile.connection]),
  ]
  return (
    <li className="flex min-h-9 items-center gap-2 rounded-sm px-1.5 text-ui text-on-rail">
      <Avatar id={tile.user.id} name={tile.user.displayName} size={24} />
      <bdi className={`min-w-0 flex-1 truncate ${isSpeaking ? 'font-[750]' : ''}`}>
        {tile.isOwn ? 'You' : tile.user.displayName}
      </bdi>
      <span className="sr-only">, {facts.join(', ')}</span>
      {tile.isHandUp && <Hand {...icon} />}
      {isSharing && <MonitorUp {...icon} />}
      {tile.track ? <Video {...icon} /> : <VideoOff {...icon} />}
      {tile.isMuted ? <MicOff {...icon} /> : <Mic {...icon} />}
    </li>
  )
}
