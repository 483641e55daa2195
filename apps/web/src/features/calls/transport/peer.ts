import type { MediaStatus, Signal } from '@chatterly/protocol/calls/signals'
import { capSender } from './bitrates.ts'
import type { Connection, PeerFailure, PeerView, Quality, Seat, Slot, Tracks } from './call-transport.ts'
import { slots } from './call-transport.ts'
import { Negotiation } from './negotiation.ts'
import { type Counted, countOf, qualityBetween } from './quality.ts'
import { SignalQueue } from './signal-queue.ts'
import { Ways } from './ways.ts'

/** Milliseconds for which a connection that broke is tried again. */
const TRY_FOR_MS = 60_000
const TRY_EVERY_MS = 4000
/** Milliseconds: most interruptions are over by then. */
const PATIENCE_MS = 1500
/** Milliseconds without ever being connected after which that is a failure, and not haste. */
const NEVER_AFTER_MS = 10_000

type Options = {
  seat: Seat
  isPolite: boolean
  configuration: RTCConfiguration
  send: (signal: Signal) => Promise<void>
  tracks: () => Tracks
  status: () => MediaStatus
  othersCount: () => number
  onChange: () => void
}

/** The connection to one other device. */
export class Peer {
  readonly seat: Seat
  readonly #options: Options
  readonly #pc: RTCPeerConnection
  readonly #queue: SignalQueue
  readonly #negotiation: Negotiation
  readonly #ways: Ways
  #iceServers: RTCIceServer[]
  #connection: Connection = 'connecting'
  #status: MediaStatus | null = null
  #quality: Quality | null = null
  #counted: Counted | undefined
  #wasConnected = false
  #brokenAt = Date.now()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
    this.seat = options.seat
    this.#queue = new SignalQueue(options.send)
    this.#pc = new RTCPeerConnection({ ...options.configuration, bundlePolicy: 'max-bundle' })
    this.#iceServers = options.configuration.iceServers ?? []
    this.#ways = new Ways(this.#pc)
    this.#pc.onconnectionstatechange = () => this.#look()
    this.#pc.ontrack = () => options.onChange()
    this.#negotiation = new Negotiation({
      connection: this.#pc,
      isPolite: options.isPolite,
      send: (signal) => this.#queue.add(signal),
      tracks: options.tracks,
    })
    this.tellStatus()
    this.#tryAgainIn(TRY_EVERY_MS)
  }

  view(): PeerView {
    const { seat } = this
    return {
      seat,
      connection: this.#connection,
      tracks: this.#tracks(),
      status: this.#status,
      quality: this.#quality,
    }
  }

  receive(signal: Signal) {
    if (signal.kind !== 'status') return this.#negotiation.receive(signal)
    this.#status = signal.status
    this.#options.onChange()
  }

  setTrack(slot: Slot, track: MediaStreamTrack | null) {
    const sender = this.#pc.getTransceivers()[slots.indexOf(slot)]?.sender
    if (sender && sender.track !== track) void sender.replaceTrack(track)
  }

  tellStatus() {
    this.#queue.add({ kind: 'status', status: this.#options.status() })
  }

  setTakesPictures(takes: boolean) {
    const camera = this.#pc.getTransceivers()[slots.indexOf('camera')]
    if (camera) camera.direction = takes ? 'sendrecv' : 'sendonly'
  }

  setConfiguration(configuration: RTCConfiguration) {
    this.#iceServers = configuration.iceServers ?? []
    this.#pc.setConfiguration({ ...configuration, bundlePolicy: 'max-bundle' })
  }

  cap() {
    for (const [index, { sender }] of this.#pc.getTransceivers().entries()) {
      const slot = slots[index]
      if (slot) capSender(sender, slot, this.#options.othersCount()).catch(console.warn)
    }
  }

  level(): number {
    const receiver = this.#pc.getTransceivers()[0]?.receiver
    return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0
  }

  /** Counts what has passed since the last time. */
  async measure(): Promise<void> {
    if (this.#pc.connectionState !== 'connected') return
    const entries: (Record<string, unknown> & { type: string })[] = []
    const report = await this.#pc.getStats()
    report.forEach((entry: Record<string, unknown> & { type: string }) => entries.push(entry))
    const counted = countOf(entries, Date.now())
    if (this.#counted) this.#quality = qualityBetween(this.#counted, counted)
    this.#counted = counted
  }

  /** One, or none while all is well or may still become so. */
  failures(): PeerFailure[] {
    const triedMs = Date.now() - this.#brokenAt
    const isNever = !this.#wasConnected && triedMs > NEVER_AFTER_MS
    if (this.#connection !== 'lost' && !isNever) return []
    const reason = this.#wasConnected ? 'lost' : 'never_connected'
    const ways = this.#ways.results(this.#iceServers)
    return [{ reason, triedMs, isHeard: this.#status !== null, ways }]
  }

  retry() {
    if (this.#connection === 'connected') return this.tellStatus()
    this.#brokenAt = Date.now()
    this.#negotiation.restart()
    this.#tryAgainIn(TRY_EVERY_MS)
  }

  close() {
    clearTimeout(this.#timer)
    this.#queue.close()
    this.#pc.onconnectionstatechange = null
    this.#pc.close()
  }

  #tracks(): Tracks {
    const of = (slot: Slot) => this.#pc.getTransceivers()[slots.indexOf(slot)]?.receiver.track ?? null
    return { voice: of('voice'), camera: of('camera'), screen: of('screen'), screenSound: of('screenSound') }
  }

  #look() {
    const state = this.#pc.connectionState
    if (state === 'connected') {
      clearTimeout(this.#timer)
      this.#connection = 'connected'
      this.#wasConnected = true
      this.tellStatus()
      this.cap()
    } else if (state === 'disconnected' || state === 'failed') {
      if (this.#connection === 'connected') this.#brokenAt = Date.now()
      this.#connection = 'reconnecting'
      this.#tryAgainIn(state === 'failed' ? 0 : PATIENCE_MS)
    }
    this.#options.onChange()
  }

  /** Who gives way waits a little longer, so that rarely both begin at once. */
  #tryAgainIn(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tryAgain(), ms + (this.#options.isPolite ? PATIENCE_MS : 0))
  }

  #tryAgain() {
    if (this.#pc.connectionState === 'connected') return
    if (Date.now() - this.#brokenAt > TRY_FOR_MS) {
      this.#connection = 'lost'
      return this.#options.onChange()
    }
    this.#negotiation.restart()
    this.tellStatus()
    this.#tryAgainIn(TRY_EVERY_MS)
  }
}
