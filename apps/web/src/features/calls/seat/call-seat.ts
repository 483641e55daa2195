import { refusalOf } from '@chatterly/client/errors'
import type { StageResult } from '@chatterly/protocol/calls/connection'
import { isOver } from '@chatterly/protocol/calls/machine'
import { CALL_HEARTBEAT_SECONDS, type CallView, type IceServers } from '@chatterly/protocol/calls/shapes'
import type { DeviceId, UserId } from '@chatterly/protocol/ids'
import { announce } from '../../../lib/announce.ts'
import { formatList } from '../../../lib/format.ts'
import { listenForSignals } from '../known/call-signals.ts'
import { keepLeftSeat } from '../known/left-seat.ts'
import { noteCall, refreshCall, useKnownCalls } from '../known/known-calls.ts'
import type { TrpcClient } from '../../../lib/trpc.ts'
import type { OwnMedia } from '../media/own-media.ts'
import { RemoteSound } from '../media/remote-sound.ts'
import { playCue } from '../media/sounds.ts'
import type { CallTransport, PeerView } from '../transport/call-transport.ts'
import { openMesh } from '../transport/mesh.ts'
import { resultsOf } from './failed-call.ts'
import { keepIceServers, rtcConfigurationOf } from './ice-servers.ts'
import { leaveOnExit } from './leave-on-exit.ts'
import { watchSpeech } from './listening.ts'
import { changeSeat, useSeat } from './seat-store.ts'
import { reportFailedCall } from './tell-failure.ts'
import { Weakness } from './weakness.ts'

export type SeatEnd = { call: CallView; why: 'over' | 'left' | 'replaced' }

type Options = {
  client: TrpcClient
  viewerId: UserId
  device: DeviceId
  media: OwnMedia
  iceServers: IceServers
  hidesAddress: boolean
  onEnd: (end: SeatEnd) => void
}

/** This device's place in one call, from the server's answer to the end: connections, signs of life, what is shown. */
export class CallSeat {
  readonly #options: Options
  readonly #callId: CallView['id']
  readonly #transport: CallTransport
  readonly #sound = new RemoteSound()
  readonly #weakness = new Weakness()
  readonly #stops: (() => void)[] = []
  #hand = false
  #others = new Set<UserId>()
  #isEnded = false
  #isReported = false
  /** What the end of the call left failed, for whoever says so to the person. */
  failed: StageResult[] | null = null

  constructor(call: CallView, options: Options) {
    const { client, viewerId, device, media, hidesAddress } = options
    this.#options = options
    this.#callId = call.id
    this.#transport = openMesh({
      own: { userId: viewerId, device },
      configuration: rtcConfigurationOf(options.iceServers, hidesAddress),
      send: async (to, signal) => {
        await client.calls.signal.mutate({ callId: call.id, device, to, signal })
      },
      onChange: (peers) => this.#show(peers),
    })
    media.onChange = () => this.#give()
    this.#give()
    const beating = setInterval(() => void this.#beat(), CALL_HEARTBEAT_SECONDS * 1000)
    this.#stops.push(
      () => clearInterval(beating),
      useKnownCalls.subscribe(() => this.#follow()),
      keepIceServers(client, options.iceServers, (servers) =>
        this.#transport.setConfiguration(rtcConfigurationOf(servers, hidesAddress)),
      ),
      watchSpeech(viewerId, media, this.#transport),
      leaveOnExit({
        callId: call.id,
        device,
        onExit: () => keepLeftSeat(call.id, media.isMuted, media.tracks.camera !== null),
      }),
      listenForSignals(({ callId, from, to, signal }) => {
        if (callId === call.id && to.device === device) this.#transport.receive(from, signal)
      }),
    )
    noteCall(call)
    this.#follow()
  }

  retry = () => this.#transport.retry()
  useSpeaker = () => this.#sound.useSpeaker()

  setHand(isUp: boolean) {
    this.#hand = isUp
    this.#give()
  }

  setTakesPictures(takes: boolean) {
    this.#transport.setTakesPictures(takes)
    changeSeat({ takesPictures: takes })
  }

  /** Closes what is open here. Telling the server is the caller's. */
  close() {
    if (this.#isEnded) return
    this.#isEnded = true
    for (const stop of this.#stops) stop()
    this.failed = this.#lookForFailure()
    this.#transport.close()
    this.#sound.keepOnly(new Set())
    this.#options.media.close()
  }

  /** Reported once, when it is certain: a tab may be closed before the call is left. */
  #lookForFailure(): StageResult[] | null {
    const [failure] = this.#transport.failures()
    if (failure === undefined) return null
    const { client, media } = this.#options
    const results = resultsOf(failure, media.problems)
    if (!this.#isReported) void reportFailedCall(client, this.#callId, results)
    this.#isReported = true
    return results
  }

  /** What the call has become, whoever said so. */
  #follow() {
    const call = useKnownCalls.getState().calls[this.#callId]
    if (call === undefined || this.#isEnded) return
    const { viewerId, device, onEnd } = this.#options
    const own = call.participants.find(({ user }) => user.id === viewerId)
    const isHere = own?.standing === 'present' && own.device === device
    if (isOver(call.state) || !isHere) {
      this.close()
      const why = isOver(call.state) ? 'over' : own?.standing === 'present' ? 'replaced' : 'left'
      return onEnd({ call, why })
    }
    const seats = call.participants.flatMap(({ user, standing, device: at }) =>
      standing === 'present' && at !== null && user.id !== viewerId ? [{ userId: user.id, device: at }] : [],
    )
    this.#greet(call, new Set(seats.map(({ userId }) => userId)))
    this.#transport.setSeats(seats)
  }

  #greet(call: CallView, others: Set<UserId>) {
    const came = [...others].filter((id) => !this.#others.has(id))
    const went = [...this.#others].filter((id) => !others.has(id))
    this.#others = others
    if (came.length + went.length === 0) return
    const names = (ids: UserId[]) =>
      formatList(call.participants.flatMap(({ user }) => (ids.includes(user.id) ? [user.displayName] : [])))
    playCue('people', { isReversed: came.length === 0 })
    if (came.length > 0) announce(`In the call: ${names(came)}`)
    if (went.length > 0) announce(`Left the call: ${names(went)}`)
  }

  #show(peers: ReadonlyMap<UserId, PeerView>) {
    const before = useSeat.getState().seat?.peers
    const names = new Set<string>()
    for (const [userId, { connection, tracks }] of peers) {
      const was = before?.get(userId)?.connection
      if (was === 'connected' && connection === 'reconnecting') playCue('connection')
      if (was === 'reconnecting' && connection === 'connected') playCue('connection', { isReversed: true })
      for (const slot of ['voice', 'screenSound'] as const) {
        names.add(`${userId} ${slot}`)
        this.#sound.play(`${userId} ${slot}`, tracks[slot])
      }
    }
    this.#sound.keepOnly(names)
    if ([...peers.values()].some(({ connection }) => connection === 'lost')) this.#lookForFailure()
    changeSeat({ peers })
    useSeat.setState({ isWeak: this.#weakness.look(peers.values(), Date.now()) })
  }

  #give() {
    const { tracks, isMuted, problems } = this.#options.media
    for (const slot of ['voice', 'camera', 'screen', 'screenSound'] as const)
      this.#transport.setTrack(slot, tracks[slot])
    const own = {
      isMuted: isMuted || tracks.voice === null,
      isCameraOn: tracks.camera !== null,
      isSharing: tracks.screen !== null,
      isHandUp: this.#hand,
    }
    this.#transport.setStatus(own)
    changeSeat({ own, tracks: { ...tracks }, problems: { ...problems } })
  }

  async #beat(): Promise<void> {
    const { client, device } = this.#options
    try {
      const { fence } = await client.calls.heartbeat.mutate({ callId: this.#callId, device })
      const known = useKnownCalls.getState().calls[this.#callId]
      if (known && known.fence < fence) await refreshCall(client, this.#callId)
    } catch (error) {
      // Without a network the next one may go through; the call decides whether this seat is kept so long.
      if (refusalOf(error) === 'call.not_in' && !this.#isEnded) await this.#hearWhy()
    }
  }

  async #hearWhy(): Promise<void> {
    await refreshCall(this.#options.client, this.#callId).catch(console.warn)
    this.#follow()
  }
}
