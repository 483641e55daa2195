import { useCallPreferences } from './preferences.ts'

/** Why there is no sound or picture of one's own, as the browser tells it. */
export type CaptureProblem = 'denied' | 'missing' | 'busy'

/**
 * As it is, a quiet room is heard; otherwise it is made silent.
 *
 * @throws what `problemOf` reads
 */
export async function captureMicrophone({ isAsItIs = false } = {}): Promise<MediaStreamTrack> {
  const isCleaned = !isAsItIs
  const audio = { echoCancellation: isCleaned, noiseSuppression: isCleaned, autoGainControl: isCleaned }
  const stream = await openChosen('audioinput', (chosen) => ({ audio: { ...chosen, ...audio } }))
  return firstOf(stream.getAudioTracks())
}

/** @throws what `problemOf` reads */
export async function captureCamera(): Promise<MediaStreamTrack> {
  const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } }
  const stream = await openChosen('videoinput', (chosen) => ({ video: { ...chosen, ...video } }))
  return firstOf(stream.getVideoTracks())
}

type Constraints = (chosen: MediaTrackConstraints) => MediaStreamConstraints

/**
 * The chosen device where it is there, else whichever is. Asked for as `ideal`, which would say just that, Chromium
 * opens the default one even beside the one that was chosen.
 */
async function openChosen(kind: 'audioinput' | 'videoinput', of: Constraints): Promise<MediaStream> {
  const deviceId = useCallPreferences.getState().devices[kind]
  if (deviceId !== undefined) {
    try {
      return await navigator.mediaDevices.getUserMedia(of({ deviceId: { exact: deviceId } }))
    } catch (error) {
      if (problemOf(error) !== 'missing') throw error
    }
  }
  return navigator.mediaDevices.getUserMedia(of({}))
}

/** Undefined where the person has thought better of it. */
export async function captureScreen(): Promise<MediaStream | undefined> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 30 } },
      audio: true,
    })
    // Small letters matter more than smooth movement.
    for (const track of stream.getVideoTracks()) track.contentHint = 'detail'
    return stream
  } catch (error) {
    if (problemOf(error) === 'denied') return undefined
    throw error
  }
}

export function problemOf(error: unknown): CaptureProblem {
  // Not every browser's OverconstrainedError is a DOMException.
  const name = error instanceof Object && 'name' in error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

function firstOf(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks
  if (track === undefined) throw new DOMException('There is no such device.', 'NotFoundError')
  return track
}
