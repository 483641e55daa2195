import { type CaptureProblem, captureCamera, captureMicrophone, problemOf } from '../media/capture.ts'
import { audioContext, meterOf } from '../media/listening-graph.ts'
import { currentSeat } from '../seat/enter.ts'
import { failed, passed, skipped, type Trial, within } from './trial.ts'

/** Milliseconds somebody has to answer the browser's question. */
const ALLOWED_WITHIN_MS = 60_000
/** Milliseconds: even a quiet room is not without any sound for so long. */
const HEARD_WITHIN_MS = 4000
const SEEN_WITHIN_MS = 5000
const LISTEN_EVERY_MS = 50

/** What was opened for the trial, or why it could not be. */
export type Opened = {
  tracks: MediaStreamTrack[]
  problem: CaptureProblem | 'unanswered' | null
  close(): void
}

/** In a call its own devices are looked at: opening them once more would silence some of them. */
export async function openDevices(wantsCamera: boolean): Promise<Opened> {
  const media = currentSeat()?.media
  if (media) {
    const tracks = [media.tracks.voice, media.tracks.camera].filter((track) => track !== null)
    return { tracks, problem: media.problems.microphone ?? media.problems.camera, close: () => {} }
  }
  const tracks: MediaStreamTrack[] = []
  let isClosed = false
  const close = () => {
    isClosed = true
    for (const track of tracks) track.stop()
  }
  const keep = (track: MediaStreamTrack) => {
    tracks.push(track)
    // Allowed when nobody waited any more.
    if (isClosed) track.stop()
  }
  const open = async () => {
    keep(await captureMicrophone({ isAsItIs: true }))
    if (wantsCamera) keep(await captureCamera())
    return null
  }
  const problem = await within<Opened['problem']>(
    ALLOWED_WITHIN_MS,
    open().catch((error: unknown) => problemOf(error)),
    () => 'unanswered',
  )
  return { tracks, problem, close }
}

export function permissionOf({ problem }: Opened): Trial {
  if (problem === 'denied') return failed('denied')
  if (problem === 'unanswered') return failed('no_answer')
  // Without a device no browser asks.
  return problem === 'missing' ? skipped('unclear') : passed
}

/** Whether sounds, and pictures where they are wanted, come out of them. */
export async function tryDevices({ tracks, problem }: Opened): Promise<Trial> {
  if (problem === 'denied' || problem === 'unanswered') return skipped('needs_earlier')
  if (problem !== null) return failed(problem)
  const trials = await Promise.all(tracks.map(givesSomething))
  return trials.every((gives) => gives) ? passed : failed('silent')
}

function givesSomething(track: MediaStreamTrack): Promise<boolean> {
  if (track.readyState === 'ended' || track.muted) return Promise.resolve(false)
  // Somebody who has muted themselves in a call gives nothing on purpose.
  if (!track.enabled) return Promise.resolve(true)
  return track.kind === 'audio' ? givesSound(track) : givesPictures(track)
}

async function givesSound(track: MediaStreamTrack): Promise<boolean> {
  const meter = meterOf(track)
  try {
    for (let waitedMs = 0; waitedMs < HEARD_WITHIN_MS; waitedMs += LISTEN_EVERY_MS) {
      if (meter.level() > 0) return true
      await new Promise((resolve) => setTimeout(resolve, LISTEN_EVERY_MS))
    }
    // A page that may not play may not listen either; the device is not at fault.
    return audioContext().state !== 'running'
  } finally {
    meter.close()
  }
}

function givesPictures(track: MediaStreamTrack): Promise<boolean> {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = new MediaStream([track])
  const seen = new Promise<boolean>((resolve) => {
    video.onloadeddata = () => resolve(true)
  })
  video.play().catch(console.warn)
  return within(SEEN_WITHIN_MS, seen, () => false).finally(() => (video.srcObject = null))
}
