import { captureCamera, captureMicrophone, captureScreen, type CaptureProblem, problemOf } from './capture.ts'
import { meterOf } from './listening-graph.ts'
import type { Tracks } from '../transport/call-transport.ts'

type Problems = { microphone: CaptureProblem | null; camera: CaptureProblem | null }

/** What this device gives to a call: one microphone, one camera, one screen. It knows neither calls nor React. */
export class OwnMedia {
  readonly tracks: Tracks = { voice: null, camera: null, screen: null, screenSound: null }
  readonly problems: Problems = { microphone: null, camera: null }
  isMuted: boolean
  /** Said of every change, a device that was unplugged among them. */
  onChange: () => void = () => {}
  /** Told in words what happened without the person's doing. */
  onFallback: (says: string) => void = () => {}
  /** Never silenced: it hears somebody speak who has muted themselves. What is sent is a copy. */
  #microphone: MediaStreamTrack | null = null
  #meter: ReturnType<typeof meterOf> | null = null

  constructor(isMuted: boolean) {
    this.isMuted = isMuted
  }

  level = () => this.#meter?.level() ?? 0

  async openMicrophone(): Promise<void> {
    try {
      const microphone = await captureMicrophone()
      this.#closeMicrophone()
      this.#microphone = microphone
      this.#meter = meterOf(microphone)
      const sent = microphone.clone()
      sent.enabled = !this.isMuted
      this.tracks.voice = sent
      this.problems.microphone = null
      microphone.onended = () => void this.#fallBack('microphone')
    } catch (error) {
      this.#closeMicrophone()
      this.problems.microphone = problemOf(error)
    }
    this.onChange()
  }

  async openCamera(): Promise<void> {
    try {
      const camera = await captureCamera()
      this.tracks.camera?.stop()
      this.tracks.camera = camera
      this.problems.camera = null
      camera.onended = () => void this.#fallBack('camera')
    } catch (error) {
      this.problems.camera = problemOf(error)
    }
    this.onChange()
  }

  closeCamera() {
    this.#stop('camera')
    this.problems.camera = null
    this.onChange()
  }

  setMuted(isMuted: boolean) {
    this.isMuted = isMuted
    if (this.tracks.voice) this.tracks.voice.enabled = !isMuted
    this.onChange()
  }

  async share(): Promise<void> {
    const stream = await captureScreen()
    if (stream === undefined) return
    const [screen = null] = stream.getVideoTracks()
    const [screenSound = null] = stream.getAudioTracks()
    this.#stop('screen')
    this.#stop('screenSound')
    this.tracks.screen = screen
    this.tracks.screenSound = screenSound
    // The browser has a button of its own to stop it.
    if (screen) screen.onended = () => this.stopSharing()
    this.onChange()
  }

  stopSharing() {
    this.#stop('screen')
    this.#stop('screenSound')
    this.onChange()
  }

  close() {
    this.onChange = () => {}
    this.#closeMicrophone()
    for (const slot of ['camera', 'screen', 'screenSound'] as const) this.#stop(slot)
  }

  #closeMicrophone() {
    if (this.#microphone) this.#microphone.onended = null
    this.#microphone?.stop()
    this.#meter?.close()
    this.#microphone = null
    this.#meter = null
    this.#stop('voice')
  }

  #stop(slot: keyof Tracks) {
    const track = this.tracks[slot]
    if (track) track.onended = null
    track?.stop()
    this.tracks[slot] = null
  }

  /** Unplugged, or taken away: another of its kind takes over, and never quietly. */
  async #fallBack(what: 'microphone' | 'camera') {
    if (what === 'microphone') await this.openMicrophone()
    else await this.openCamera()
    const now = what === 'microphone' ? this.#microphone : this.tracks.camera
    const has = this.problems[what] === null && now !== null
    this.onFallback(
      has
        ? `Your ${what} was unplugged. Now using ${now.label}.`
        : `Your ${what} was unplugged, and there is no other.`,
    )
  }
}
