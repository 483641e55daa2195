import type { StageResult } from '@chatterly/protocol/calls/connection'
import type { MediaStatus, Signal } from '@chatterly/protocol/calls/signals'
import type { DeviceId, UserId } from '@chatterly/protocol/ids'

/** What one device sends, in this order on every connection. */
export const slots = ['voice', 'camera', 'screen', 'screenSound'] as const
export type Slot = (typeof slots)[number]
export type Tracks = Record<Slot, MediaStreamTrack | null>

export type Seat = { userId: UserId; device: DeviceId }

export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'lost'

/** How well it goes, since the last look. */
export type Quality = {
  rttMs: number | null
  /** Of 100 packets, how many the other did not get, and how many we did not. */
  lossOut: number
  lossIn: number
  kbpsOut: number
  kbpsIn: number
  isRelayed: boolean
  isWeak: boolean
}

export type PeerView = {
  seat: Seat
  connection: Connection
  tracks: Tracks
  /** Null until they have said so. */
  status: MediaStatus | null
  quality: Quality | null
}

/** A connection that was not made for long, or was lost for good. */
export type PeerFailure = {
  reason: 'never_connected' | 'lost'
  /** Milliseconds for which it was tried. */
  triedMs: number
  /** The other device has said something: signals come through. */
  isHeard: boolean
  /** What the servers that help connecting had to say meanwhile. */
  ways: StageResult[]
}

/**
 * How pictures and voices reach the others. The mesh is one; a media server may stand here for more people than a mesh
 * can carry. Nothing of a library shows.
 */
export type CallTransport = {
  /** Who else is in the call, on which device. */
  setSeats: (seats: readonly Seat[]) => void
  receive: (from: Seat, signal: Signal) => void
  /** No renegotiation: the others see the new picture in place of the old one. */
  setTrack: (slot: Slot, track: MediaStreamTrack | null) => void
  setStatus: (status: MediaStatus) => void
  /** False where the connection is too weak for them. */
  setTakesPictures: (takes: boolean) => void
  /** New credentials, for connections to come and for what is tried again. */
  setConfiguration: (configuration: RTCConfiguration) => void
  /** At once, with whoever is not connected. */
  retry: () => void
  /** Of those who are here, and of those who have gone unreached. */
  failures: () => PeerFailure[]
  /** 0 to 1, as it is heard now. */
  levelOf: (userId: UserId) => number
  close: () => void
}

export type TransportOptions = {
  own: Seat
  configuration: RTCConfiguration
  send: (to: UserId, signal: Signal) => Promise<void>
  onChange: (peers: ReadonlyMap<UserId, PeerView>) => void
}
