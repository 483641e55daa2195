import { useCallPreferences } from './preferences.ts'

/** Plays what one other person sends. An element of its own, in no page: going elsewhere does not interrupt anybody. */
export class RemoteSound {
  readonly #elements = new Map<string, HTMLAudioElement>()

  play(name: string, track: MediaStreamTrack | null) {
    const known = this.#elements.get(name)
    if (track === null || soundOf(known) === track) return
    const element = known ?? new Audio()
    element.srcObject = new MediaStream([track])
    this.#elements.set(name, element)
    this.useSpeaker()
    // Only a page nobody has touched may not play; who is in a call has touched it.
    element.play().catch((error: unknown) => console.warn('A voice could not be played.', error))
  }

  keepOnly(names: ReadonlySet<string>) {
    for (const [name, element] of this.#elements) {
      if (names.has(name)) continue
      element.srcObject = null
      this.#elements.delete(name)
    }
  }

  useSpeaker() {
    const { audiooutput } = useCallPreferences.getState().devices
    if (audiooutput === undefined) return
    for (const element of this.#elements.values()) {
      if ('setSinkId' in element) element.setSinkId(audiooutput).catch(console.warn)
    }
  }
}

const soundOf = (element: HTMLAudioElement | undefined) =>
  element?.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : undefined
