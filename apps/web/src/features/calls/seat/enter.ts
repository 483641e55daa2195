import { newClientKey } from '@chatterly/client/client-key'
import { isDefinite } from '@chatterly/client/errors'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { type CallId, DeviceId, type UserId } from '@chatterly/protocol/ids'
import { showToast } from '@chatterly/ui/Toast'
import { wordsOf } from '../../../lib/refusal-words.ts'
import type { TrpcClient } from '../../../lib/trpc.ts'
import { noteCall } from '../known/known-calls.ts'
import { OwnMedia } from '../media/own-media.ts'
import { useCallPreferences } from '../media/preferences.ts'
import { CallSeat, type SeatEnd } from './call-seat.ts'
import { askForIceServers } from './ice-servers.ts'
import { changeSeat, type Entrance, useSeat } from './seat-store.ts'
import { failureWords } from './tell-failure.ts'

export type Entry = Entrance & {
  client: TrpcClient
  viewerId: UserId
  isCameraOn: boolean
  isMuted?: boolean
}

type Open = { seat: CallSeat | null; media: OwnMedia; entry: Entry; device: DeviceId }

let open: Open | null = null

/** Takes a seat: asks for the devices and the call, then connects. One at a time: another call is left first. */
export async function enterCall(entry: Entry): Promise<void> {
  if (open) await leaveCall()
  const device = DeviceId.parse(crypto.randomUUID())
  const media = new OwnMedia(entry.isMuted ?? useCallPreferences.getState().joinsMuted)
  const mine: Open = { seat: null, media, entry, device }
  open = mine
  media.onChange = () => changeSeat({ tracks: { ...media.tracks }, problems: { ...media.problems } })
  media.onFallback = (says) => showToast({ says })
  useSeat.setState({ seat: emptySeat(entry), outcome: null, place: 'stage', isWeak: false })
  const ice = askForIceServers(entry.client)
  // Beside each other: other devices ring until the server knows, and a device may take its time to open.
  const opening = openDevices(media, entry)
  try {
    const call = await ask(entry, device)
    noteCall(call)
    const iceServers = await ice
    if (open !== mine) return await tellLeft(entry.client, call.id, device)
    useSeat.setState(({ seat }) => ({ seat: seat && { ...seat, callId: call.id, media: call.media } }))
    const { client, viewerId } = entry
    const { hidesAddress } = useCallPreferences.getState()
    const onEnd = (end: SeatEnd) => ended(mine, end)
    mine.seat = new CallSeat(call, { client, viewerId, device, media, iceServers, hidesAddress, onEnd })
  } catch (error) {
    if (open === mine) forget(mine)
    showToast({ says: wordsOf(error) })
  } finally {
    await opening
    if (open !== mine) media.close()
  }
}

async function openDevices(media: OwnMedia, { isCameraOn }: Entry): Promise<void> {
  await media.openMicrophone()
  if (isCameraOn) await media.openCamera()
}

/** The seat of this tab, for what the buttons do. */
export const currentSeat = () => open

/** Hangs up: here at once, at the server as soon as it hears. */
export async function leaveCall(): Promise<void> {
  const left = open
  if (left === null) return
  const callId = useSeat.getState().seat?.callId
  forget(left)
  if (callId) await tellLeft(left.entry.client, callId, left.device)
}

async function tellLeft(client: TrpcClient, callId: CallId, device: DeviceId): Promise<void> {
  try {
    noteCall(await client.calls.leave.mutate({ callId, device }))
  } catch (error) {
    // What nobody hears the missing signs of life will say a little later.
    if (!isDefinite(error)) console.warn('The server could not be told of the end of the call.', error)
  }
}

function ask({ client, act, conversationId, media }: Entry, device: DeviceId): Promise<CallView> {
  if (act.kind === 'start')
    return client.calls.start.mutate({ conversationId, media, device, key: newClientKey() })
  return act.kind === 'accept'
    ? client.calls.accept.mutate({ callId: act.callId, device })
    : client.calls.join.mutate({ callId: act.callId, device })
}

function ended(mine: Open, { call, why }: SeatEnd) {
  if (open !== mine) return
  forget(mine)
  const { conversationId, media } = mine.entry
  if (why === 'replaced') showToast({ says: 'The call goes on on your other device.' })
  if (why === 'left') showToast({ says: 'You were away for too long and have left the call.' })
  if (why === 'over' && call.startedBy === mine.entry.viewerId && call.answeredAt === null) {
    if (call.result === 'missed') useSeat.setState({ outcome: { conversationId, media, says: 'No answer' } })
    if (call.result === 'declined')
      useSeat.setState({ outcome: { conversationId, media, says: 'The call was declined' } })
  }
}

function forget(mine: Open) {
  open = null
  mine.seat?.close()
  mine.media.close()
  useSeat.setState({ seat: null, isSpeaking: new Set(), isTalkingMuted: false, isWeak: false })
  const failed = mine.seat?.failed
  const { conversationId, media } = mine.entry
  if (failed) useSeat.setState({ outcome: { conversationId, media, ...failureWords(failed) } })
}

const emptySeat = ({ conversationId, media, isMuted = false, isCameraOn }: Entry) => ({
  conversationId,
  media,
  callId: null,
  own: { isMuted, isCameraOn, isSharing: false, isHandUp: false },
  tracks: { voice: null, camera: null, screen: null, screenSound: null },
  problems: { microphone: null, camera: null },
  peers: new Map(),
  takesPictures: true,
})
