import { chooseDevice, type Kind } from '../media/preferences.ts'
import { currentSeat } from './enter.ts'
import { useSeat } from './seat-store.ts'

/** What the buttons and the keys of a call do. Without a call they do nothing. */
export const toggleMute = () => setMuted(useSeat.getState().seat?.own.isMuted !== true)

export function setMuted(isMuted: boolean) {
  const open = currentSeat()
  if (open?.media.tracks.voice === null) void open.media.openMicrophone()
  open?.media.setMuted(isMuted)
}

export async function toggleCamera() {
  const media = currentSeat()?.media
  if (media?.tracks.camera) media.closeCamera()
  else await media?.openCamera()
}

export async function toggleShare() {
  const media = currentSeat()?.media
  if (media?.tracks.screen) media.stopSharing()
  else await media?.share()
}

export const toggleHand = () => currentSeat()?.seat?.setHand(useSeat.getState().seat?.own.isHandUp !== true)

/** A weak connection carries voices when it carries no pictures. */
export function setTakesPictures(takes: boolean) {
  const open = currentSeat()
  if (!takes) open?.media.closeCamera()
  open?.seat?.setTakesPictures(takes)
}

export const retryConnections = () => currentSeat()?.seat?.retry()

/** Nobody is muted, and nothing is agreed on again, because of another device. */
export async function switchDevice(kind: Kind, deviceId: string) {
  chooseDevice(kind, deviceId)
  const open = currentSeat()
  if (kind === 'audiooutput') open?.seat?.useSpeaker()
  if (kind === 'audioinput') await open?.media.openMicrophone()
  if (kind === 'videoinput' && open?.media.tracks.camera) await open.media.openCamera()
}
