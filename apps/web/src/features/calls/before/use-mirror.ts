import { useEffect, useRef, useState } from 'react'
import { captureCamera, captureMicrophone, type CaptureProblem, problemOf } from '../media/capture.ts'
import { meterOf } from '../media/listening-graph.ts'
import { useCallPreferences } from '../media/preferences.ts'

type Problem = CaptureProblem | null

/** One's own devices, open while one looks at them. */
export function useMirror(isCameraOn: boolean) {
  const { audioinput, videoinput } = useCallPreferences((preferences) => preferences.devices)
  const [microphone, microphoneProblem] = useTrack(captureMicrophone, true, audioinput)
  const [camera, cameraProblem] = useTrack(captureCamera, isCameraOn, videoinput)
  const meter = useRef<ReturnType<typeof meterOf> | null>(null)
  useEffect(() => {
    if (microphone === null) return
    const opened = meterOf(microphone)
    meter.current = opened
    return () => {
      meter.current = null
      opened.close()
    }
  }, [microphone])
  return {
    microphone,
    camera,
    problems: { microphone: microphoneProblem, camera: cameraProblem },
    level: () => meter.current?.level() ?? 0,
    close: () => {
      microphone?.stop()
      camera?.stop()
    },
  }
}

function useTrack(
  capture: () => Promise<MediaStreamTrack>,
  isWanted: boolean,
  deviceId: string | undefined,
): [MediaStreamTrack | null, Problem] {
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const [problem, setProblem] = useState<Problem>(null)
  useEffect(() => {
    if (!isWanted) return setProblem(null)
    let opened: MediaStreamTrack | undefined
    let isOver = false
    const open = async () => {
      try {
        opened = await capture()
        if (isOver) return opened.stop()
        setTrack(opened)
        setProblem(null)
      } catch (error) {
        if (!isOver) setProblem(problemOf(error))
      }
    }
    void open()
    return () => {
      isOver = true
      opened?.stop()
      setTrack(null)
    }
  }, [capture, isWanted, deviceId])
  return [track, problem]
}
