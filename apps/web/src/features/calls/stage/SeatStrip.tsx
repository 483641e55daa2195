import { Mic, MicOff, PhoneOff } from 'lucide-react'
import { IconButton } from '@chatterly/ui/IconButton'
import { Button } from '@chatterly/ui/Button'
import { formatCount } from '../../../lib/format.ts'
import { Elapsed } from '../known/Elapsed.tsx'
import { useKnownCalls } from '../known/known-calls.ts'
import { toggleMute } from '../seat/acts.ts'
import { leaveCall } from '../seat/enter.ts'
import { type SeatView, showPlace } from '../seat/seat-store.ts'

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const

/** The call one is in, on one line, while the conversation is read. */
export function SeatStrip({ seat }: { seat: SeatView }) {
  const call = useKnownCalls(({ calls }) => (seat.callId ? calls[seat.callId] : undefined))
  const { isMuted } = seat.own
  const count = seat.peers.size + 1
  return (
    <div
      role="region"
      aria-label="Call"
      data-keymap-scope="call"
      className="on-rail flex min-h-11 shrink-0 items-center gap-2 bg-rail ps-4 pe-2 text-ui text-on-rail"
    >
      <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-rail-live" />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-[650]">In call</span> · {formatCount(count)} {count === 1 ? 'person' : 'people'}
        {call && (
          <>
            {' · '}
            <Elapsed since={call.answeredAt ?? call.startedAt} />
          </>
        )}
      </p>
      <IconButton
        label="Mute"
        aria-pressed={isMuted}
        onPress={toggleMute}
        icon={isMuted ? <MicOff {...icon} /> : <Mic {...icon} />}
        className="text-on-rail! hover:bg-rail-hover! aria-pressed:bg-on-rail! aria-pressed:text-rail!"
      />
      <Button onPress={() => showPlace('stage')}>Show</Button>
      <IconButton
        label="Leave the call"
        onPress={() => void leaveCall()}
        icon={<PhoneOff {...icon} />}
        className="bg-danger! text-on-danger! hover:opacity-90"
      />
    </div>
  )
}
