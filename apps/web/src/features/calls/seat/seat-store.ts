import type { MediaStatus } from '@chatterly/protocol/calls/signals'
import type { CallMedia } from '@chatterly/protocol/messages/call-card'
import type { CallId, ConversationId, UserId } from '@chatterly/protocol/ids'
import { create } from 'zustand'
import type { CaptureProblem } from '../media/capture.ts'
import type { PeerView, Tracks } from '../transport/call-transport.ts'

/** How this device takes part. Components draw it; only the seat changes it. */
export type SeatView = {
  conversationId: ConversationId
  media: CallMedia
  /** Null until the server has answered. */
  callId: CallId | null
  own: MediaStatus
  tracks: Tracks
  problems: { microphone: CaptureProblem | null; camera: CaptureProblem | null }
  peers: ReadonlyMap<UserId, PeerView>
  takesPictures: boolean
}

/** How a call went that this device was in, where something can be done about it. */
export type Outcome = {
  conversationId: ConversationId
  media: CallMedia
  says: string
  /** What can be done, where it was the connection that failed; the administrator's figures know of it. */
  advice?: string
}

/** `stage`: above the conversation. `full`: in its place. `strip`: one line above it. */
export type Place = 'stage' | 'full' | 'strip'

/** What somebody is about to enter, and how. */
export type Entrance = {
  conversationId: ConversationId
  media: CallMedia
  act: { kind: 'start' } | { kind: 'accept' | 'join'; callId: CallId }
}

/** Somebody wants to know what their connection can do. `thenEnter`: they were about to, and come back to it. */
export type CheckWish = { wantsCamera: boolean; thenEnter?: Entrance }

type Seats = {
  seat: SeatView | null
  /** Looks at oneself before entering. */
  greenRoom: Entrance | null
  check: CheckWish | null
  outcome: Outcome | null
  /** Where it is drawn in its own conversation. */
  place: Place
  isSpeaking: ReadonlySet<UserId>
  /** The viewer speaks, and nobody hears it. */
  isTalkingMuted: boolean
  isWeak: boolean
}

export const useSeat = create<Seats>(() => ({
  seat: null,
  greenRoom: null,
  check: null,
  outcome: null,
  place: 'stage',
  isSpeaking: new Set(),
  isTalkingMuted: false,
  isWeak: false,
}))

export const changeSeat = (change: Partial<SeatView>) =>
  useSeat.setState(({ seat }) => ({ seat: seat && { ...seat, ...change } }))

export const showPlace = (place: Place) => useSeat.setState({ place })
export const dismissOutcome = () => useSeat.setState({ outcome: null })
export const closeGreenRoom = () => useSeat.setState({ greenRoom: null })

/** In the place of the green room: one of the two looks at the devices. */
export const openCheck = (check: CheckWish) => useSeat.setState({ check, greenRoom: null })
export const closeCheck = () =>
  useSeat.setState(({ check }) => ({ check: null, greenRoom: check?.thenEnter ?? null }))
