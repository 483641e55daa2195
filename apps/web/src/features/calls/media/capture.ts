import { useCallPreferences } from './preferences.ts'

/** Why there is no sound or picture of one's own, as the browser tells it. */
export type CaptureProblem = 'denied' | 'missing' | 'busy'

const wanted = (kind: 'audioinput' | 'videoinput'): MediaTrackConstraints => {
  const deviceId = useCallPreferences.getState().devices[kind]
  return deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }
}

/** @throws what `problemOf` reads */
export async function captureMicrophone(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { ...wanted('audioinput'), echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  return firstOf(stream.getAudioTracks())
}

/** @throws what `problemOf` reads */
export async function captureCamera(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      ...wanted('videoinput'),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 24, max: 30 },
    },
  })
  return firstOf(stream.getVideoTracks())
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
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

function firstOf(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks
  if (track === undefined) throw new DOMException('There is no such device.', 'NotFoundError')
  return track
}
