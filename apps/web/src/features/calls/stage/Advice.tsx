import { Button } from '@chatterly/ui/Button'
import { CircleAlert, MicOff, Signal } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CaptureProblem } from '../media/capture.ts'
import { retryConnections, setTakesPictures, toggleCamera, toggleMute } from '../seat/acts.ts'
import { type SeatView, useSeat } from '../seat/seat-store.ts'

/** The one thing worth saying now, with what can be done about it. Nothing while all is well. */
export function Advice({ seat }: { seat: SeatView }) {
  const isWeak = useSeat((seats) => seats.isWeak)
  const isTalkingMuted = useSeat((seats) => seats.isTalkingMuted)
  return (
    <div role="status" className="flex shrink-0 justify-center empty:hidden">
      {adviceFor({ seat, isWeak, isTalkingMuted })}
    </div>
  )
}

type Situation = { seat: SeatView; isWeak: boolean; isTalkingMuted: boolean }

function adviceFor({ seat, isWeak, isTalkingMuted }: Situation): ReactNode {
  const isLost = [...seat.peers.values()].some(({ connection }) => connection === 'lost')
  if (isLost)
    return (
      <Line icon={<CircleAlert size={16} aria-hidden="true" />} says="A connection could not be made again.">
        <Button onPress={retryConnections}>Try again</Button>
      </Line>
    )
  if (isTalkingMuted)
    return (
      <Line icon={<MicOff size={16} aria-hidden="true" />} says="You are muted.">
        <Button onPress={toggleMute}>Unmute</Button>
      </Line>
    )
  if (isWeak && seat.takesPictures)
    return (
      <Line icon={<Signal size={16} aria-hidden="true" />} says="Your connection is weak.">
        {seat.own.isCameraOn && <Button onPress={() => void toggleCamera()}>Turn camera off</Button>}
        <Button onPress={() => setTakesPictures(false)}>Voices only</Button>
      </Line>
    )
  const { microphone, camera } = seat.problems
  if (microphone !== null)
    return (
      <Line icon={<MicOff size={16} aria-hidden="true" />} says={problemWords('microphone', microphone)} />
    )
  return camera === null ? null : (
    <Line icon={<CircleAlert size={16} aria-hidden="true" />} says={problemWords('camera', camera)} />
  )
}

function Line({ icon, says, children }: { icon: ReactNode; says: string; children?: ReactNode }) {
  return (
    <p className="flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-sm bg-raised py-1 ps-3 pe-1.5 text-ui text-primary">
      {icon}
      <span className="min-h-8 content-center">{says}</span>
      {children}
    </p>
  )
}

/** What to do, in this browser's own words where it has some. */
export function problemWords(device: 'microphone' | 'camera', problem: CaptureProblem): string {
  if (problem === 'missing') return `No ${device} was found. Plug one in, then try again.`
  if (problem === 'busy') return `The ${device} is used by another program. Close it, then try again.`
  const effect = device === 'microphone' ? 'You hear the others; they do not hear you. ' : ''
  return `${effect}To allow the ${device}, ${whereToAllow()}, then try again.`
}

function whereToAllow(): string {
  const agent = navigator.userAgent
  if (/Firefox/.test(agent))
    return 'click the crossed-out icon at the start of the address bar and remove the block'
  if (/Chrome|Chromium|Edg/.test(agent))
    return 'click the icon before the address and switch it on under site settings'
  return 'open Settings for this website in the Safari menu and choose Allow'
}
