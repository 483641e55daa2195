import { audioContext } from './listening-graph.ts'
import { type Cue, useCallPreferences } from './preferences.ts'

/** Hertz, and seconds from the beginning. */
type Note = [pitch: number, at: number, lasts: number]

const LOUDNESS = 0.12

/** One family: soft sines, a fourth apart. */
const notes = {
  ring: [
    [587, 0, 0.35],
    [784, 0.2, 0.5],
    [587, 0.9, 0.35],
    [784, 1.1, 0.5],
  ],
  waiting: [[440, 0, 0.9]],
  people: [
    [587, 0, 0.12],
    [784, 0.1, 0.18],
  ],
  connection: [
    [523, 0, 0.16],
    [392, 0.14, 0.26],
  ],
} satisfies Record<Cue, Note[]>

/** Milliseconds. */
const WAKES_WITHIN_MS = 300
/** Seconds after which a cue that goes on begins again. */
const LOOP_SECONDS = { ring: 2.4, waiting: 4 } as const

export function playCue(cue: Cue, { isReversed = false } = {}) {
  if (!useCallPreferences.getState().isCueOn[cue]) return
  const context = audioContext()
  if (context.state === 'running') return play(context, cue, isReversed)
  const wantedAt = Date.now()
  // A tab nobody has touched may not make a sound, and must not make up for it later.
  void context.resume().then(() => {
    if (Date.now() - wantedAt < WAKES_WITHIN_MS) play(context, cue, isReversed)
  })
}

function play(context: AudioContext, cue: Cue, isReversed: boolean) {
  const pitches = notes[cue].map(([pitch]) => pitch)
  for (const [index, [, at, lasts]] of notes[cue].entries()) {
    const pitch = isReversed ? pitches.at(-1 - index) : pitches[index]
    playNote(context, [pitch ?? 440, at, lasts])
  }
}

/** Until it is told to stop. */
export function loopCue(cue: keyof typeof LOOP_SECONDS): () => void {
  playCue(cue)
  const timer = setInterval(() => playCue(cue), LOOP_SECONDS[cue] * 1000)
  return () => clearInterval(timer)
}

function playNote(context: AudioContext, [pitch, at, lasts]: Note) {
  const begin = context.currentTime + at
  const tone = context.createOscillator()
  const volume = context.createGain()
  tone.type = 'sine'
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, begin)
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + lasts)
  tone.connect(volume).connect(context.destination)
  tone.start(begin)
  tone.stop(begin + lasts)
}
