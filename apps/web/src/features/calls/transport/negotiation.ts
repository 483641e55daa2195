import type { Signal } from '@chatterly/protocol/calls/signals'
import { slots, type Tracks } from './call-transport.ts'

type Options = {
  connection: RTCPeerConnection
  /** Gives way when both offer at once. The other one offers first. */
  isPolite: boolean
  send: (signal: Signal) => void
  tracks: () => Tracks
}

/** A camera and its voice are played together. */
const streamOf = new Map<string, MediaStream>()
const kindOf = { voice: 'audio', camera: 'video', screen: 'video', screenSound: 'audio' } as const

/**
 * Perfect negotiation of one connection. The four slots are agreed on once, so that muting, another camera and sharing
 * need no further word; only a restart of the connection does.
 */
export class Negotiation {
  readonly #options: Options
  #isOffering = false
  #isIgnoring = false
  #received: Promise<void> = Promise.resolve()

  constructor(options: Options) {
    this.#options = options
    const { connection, isPolite } = options
    connection.onnegotiationneeded = () => void this.#offer()
    connection.onicecandidate = ({ candidate }) => this.#tell(candidate)
    if (isPolite) return
    for (const slot of slots) connection.addTransceiver(kindOf[slot], { streams: [groupOf(slot)] })
    this.#fill()
  }

  /** One after the other, as they came. */
  receive(signal: Signal) {
    this.#received = this.#received.then(
      () => this.#take(signal),
      () => this.#take(signal),
    )
    this.#received.catch((error: unknown) => console.warn('A signal could not be taken.', error))
  }

  /** The way to the other is looked for again; an offer that was lost is made once more. */
  restart() {
    const { connection, isPolite, send } = this.#options
    const { signalingState, localDescription } = connection
    if (signalingState === 'have-local-offer' && localDescription) {
      send({ kind: 'offer', sdp: localDescription.sdp })
    } else if (!isPolite || connection.remoteDescription !== null) connection.restartIce()
  }

  async #offer(): Promise<void> {
    const { connection, send } = this.#options
    try {
      this.#isOffering = true
      await connection.setLocalDescription()
      if (connection.localDescription?.type === 'offer')
        send({ kind: 'offer', sdp: connection.localDescription.sdp })
    } catch (error) {
      // Closed meanwhile: nobody waits for the offer.
      if (connection.signalingState !== 'closed') throw error
    } finally {
      this.#isOffering = false
    }
  }

  async #take(signal: Signal): Promise<void> {
    const { connection, isPolite } = this.#options
    if (connection.signalingState === 'closed' || signal.kind === 'status') return
    if (signal.kind === 'candidates') return this.#takeCandidates(signal.candidates)
    const collides = signal.kind === 'offer' && (this.#isOffering || connection.signalingState !== 'stable')
    this.#isIgnoring = !isPolite && collides
    if (this.#isIgnoring) return
    // An answer to an offer that was made twice.
    if (signal.kind === 'answer' && connection.signalingState !== 'have-local-offer') return
    await connection.setRemoteDescription({ type: signal.kind, sdp: signal.sdp })
    if (signal.kind === 'offer') await this.#answer()
  }

  async #answer(): Promise<void> {
    const { connection, send } = this.#options
    for (const [index, transceiver] of connection.getTransceivers().entries()) {
      const slot = slots[index]
      if (slot === undefined || transceiver.direction === 'sendrecv' || transceiver.direction === 'sendonly')
        continue
      transceiver.direction = 'sendrecv'
      transceiver.sender.setStreams(groupOf(slot))
    }
    this.#fill()
    await connection.setLocalDescription()
    if (connection.localDescription) send({ kind: 'answer', sdp: connection.localDescription.sdp })
  }

  async #takeCandidates(candidates: RTCIceCandidateInit[]): Promise<void> {
    const { connection } = this.#options
    for (const candidate of candidates) {
      try {
        await connection.addIceCandidate(candidate)
      } catch (error) {
        if (!this.#isIgnoring && connection.signalingState !== 'closed') throw error
      }
    }
  }

  #fill() {
    const tracks = this.#options.tracks()
    for (const [index, { sender }] of this.#options.connection.getTransceivers().entries()) {
      const track = tracks[slots[index] ?? 'voice']
      if (slots[index] !== undefined && sender.track !== track) void sender.replaceTrack(track)
    }
  }

  #tell(candidate: RTCIceCandidate | null) {
    if (candidate === null || candidate.candidate === '') return
    const { candidate: line, sdpMid, sdpMLineIndex, usernameFragment } = candidate
    this.#options.send({
      kind: 'candidates',
      candidates: [{ candidate: line, sdpMid, sdpMLineIndex, usernameFragment }],
    })
  }
}

function groupOf(slot: (typeof slots)[number]): MediaStream {
  const name = slot.startsWith('screen') ? 'screen' : 'person'
  const known = streamOf.get(name) ?? new MediaStream()
  streamOf.set(name, known)
  return known
}
