let context: AudioContext | undefined

/** One for the tab: browsers allow only a few. It sleeps until the person has touched the page. */
export function audioContext(): AudioContext {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  return context
}

/** How loud a track is now, 0 to 1; what comes out of it is heard by nobody. */
export function meterOf(track: MediaStreamTrack): { level: () => number; close: () => void } {
  const source = audioContext().createMediaStreamSource(new MediaStream([track]))
  const analyser = audioContext().createAnalyser()
  analyser.fftSize = 512
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      return Math.min(1, Math.sqrt(sum / samples.length) * 4)
    },
    close: () => source.disconnect(),
  }
}
