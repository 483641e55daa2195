import type { CallView } from '@chatterly/protocol/calls/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import type { Connection, PeerView } from '../transport/call-transport.ts'
import type { SeatView } from '../seat/seat-store.ts'

/** One person, or one screen, as the stage draws it. */
export type Tile = {
  key: string
  user: UserView
  kind: 'person' | 'screen'
  track: MediaStreamTrack | null
  isOwn: boolean
  isMuted: boolean
  isHandUp: boolean
  isWeak: boolean
  connection: Connection
}

/** Everybody in the call in the order they came, oneself last; screens before them. */
export function tilesOf(seat: SeatView, call: CallView | undefined, viewer: UserView): Tile[] {
  const others = (call?.participants ?? []).flatMap(({ user, standing }) => {
    const peer = seat.peers.get(user.id)
    return standing === 'present' && user.id !== viewer.id ? [tileOf(user, peer)] : []
  })
  const own: Tile = {
    key: viewer.id,
    user: viewer,
    kind: 'person',
    track: seat.own.isCameraOn ? seat.tracks.camera : null,
    isOwn: true,
    isMuted: seat.own.isMuted,
    isHandUp: seat.own.isHandUp,
    isWeak: false,
    connection: 'connected',
  }
  const screens = others.flatMap((tile) => {
    const peer = seat.peers.get(tile.user.id)
    const track = peer?.status?.isSharing ? peer.tracks.screen : null
    return track ? [screenOf(tile, track)] : []
  })
  const ownScreen = seat.tracks.screen ? [screenOf(own, seat.tracks.screen)] : []
  return [...screens, ...ownScreen, ...others, own]
}

const tileOf = (user: UserView, peer: PeerView | undefined): Tile => ({
  key: user.id,
  user,
  kind: 'person',
  track: peer?.status?.isCameraOn ? peer.tracks.camera : null,
  isOwn: false,
  isMuted: peer?.status?.isMuted ?? false,
  isHandUp: peer?.status?.isHandUp ?? false,
  isWeak: peer?.quality?.isWeak ?? false,
  connection: peer?.connection ?? 'connecting',
})

const screenOf = (tile: Tile, track: MediaStreamTrack): Tile => ({
  ...tile,
  key: `${tile.key} screen`,
  kind: 'screen',
  track,
  isHandUp: false,
})
