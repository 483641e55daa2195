import type { MediaStatus, Signal } from '@chatterly/protocol/calls/signals'
import type { UserId } from '@chatterly/protocol/ids'
import type {
  CallTransport,
  PeerFailure,
  PeerView,
  Seat,
  Tracks,
  TransportOptions,
} from './call-transport.ts'
import { Peer } from './peer.ts'

/** Milliseconds between two looks at how well it goes. */
const MEASURE_EVERY_MS = 2000
/** Signals kept for a device that is not known to be in the call yet: its event may come after its offer. */
const EARLY_MAX = 64

const nameOf = ({ userId, device }: Seat) => `${userId}:${device}`

/** A connection from each to each. */
export function openMesh({ own, send, onChange, ...options }: TransportOptions): CallTransport {
  const peers = new Map<UserId, Peer>()
  const early = new Map<string, Signal[]>()
  const gone: PeerFailure[] = []
  const tracks: Tracks = { voice: null, camera: null, screen: null, screenSound: null }
  let status: MediaStatus = { isMuted: true, isCameraOn: false, isSharing: false, isHandUp: false }

  let takesPictures = true
  let { configuration } = options
  let isClosed = false

  const tell = () => {
    if (isClosed) return
    const views = [...peers].map(([userId, peer]): [UserId, PeerView] => [userId, peer.view()])
    onChange(new Map(views))
  }

  const measure = async () => {
    await Promise.all([...peers.values()].map((peer) => peer.measure()))
    tell()
  }
  const measuring = setInterval(() => void measure().catch(console.warn), MEASURE_EVERY_MS)

  const open = (seat: Seat) => {
    const peer = new Peer({
      seat,
      // Both sides come to the same answer, and never to "both" or "neither".
      isPolite: own.userId > seat.userId,
      configuration,
      send: (signal) => send(seat.userId, signal),
      tracks: () => tracks,
      status: () => status,
      othersCount: () => peers.size,
      onChange: tell,
    })
    peers.set(seat.userId, peer)
    if (!takesPictures) peer.setTakesPictures(false)
    for (const signal of early.get(nameOf(seat)) ?? []) peer.receive(signal)
    early.delete(nameOf(seat))
  }

  const each = (act: (peer: Peer) => void) => {
    for (const peer of peers.values()) act(peer)
  }

  return {
    setSeats: (seats) => {
      for (const [userId, peer] of peers) {
        const seat = seats.find((other) => other.userId === userId)
        if (seat?.device === peer.seat.device) continue
        gone.push(...peer.failures())
        peer.close()
        peers.delete(userId)
      }
      for (const seat of seats) if (!peers.has(seat.userId)) open(seat)
      each((peer) => peer.cap())
      tell()
    },
    receive: (from, signal) => {
      const peer = peers.get(from.userId)
      if (peer?.seat.device === from.device) return peer.receive(signal)
      const kept = early.get(nameOf(from)) ?? []
      if (kept.length < EARLY_MAX) early.set(nameOf(from), [...kept, signal])
    },
    setTrack: (slot, track) => {
      tracks[slot] = track
      each((peer) => peer.setTrack(slot, track))
    },
    setStatus: (changed) => {
      status = changed
      each((peer) => peer.tellStatus())
    },
    setTakesPictures: (takes) => {
      takesPictures = takes
      each((peer) => peer.setTakesPictures(takes))
    },
    setConfiguration: (changed) => {
      configuration = changed
      each((peer) => peer.setConfiguration(changed))
    },
    retry: () => each((peer) => peer.retry()),
    failures: () => [...[...peers.values()].flatMap((peer) => peer.failures()), ...gone],
    levelOf: (userId) => peers.get(userId)?.level() ?? 0,
    close: () => {
      isClosed = true
      clearInterval(measuring)
      each((peer) => peer.close())
      peers.clear()
    },
  }
}
