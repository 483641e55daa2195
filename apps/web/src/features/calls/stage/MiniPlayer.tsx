import { IconButton } from '@chatterly/ui/IconButton'
import { Landmark } from '@chatterly/ui/Landmark'
import { useNavigate } from '@tanstack/react-router'
import { Maximize2, Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react'
import { useViewer } from '../../../lib/viewer.tsx'
import { Elapsed } from '../known/Elapsed.tsx'
import { useKnownCalls } from '../known/known-calls.ts'
import { toggleCamera, toggleMute } from '../seat/acts.ts'
import { leaveCall } from '../seat/enter.ts'
import { type SeatView, showPlace, useSeat } from '../seat/seat-store.ts'
import { StageTile } from './StageTile.tsx'
import { tilesOf } from './tiles.ts'

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const
const plain = 'text-on-rail! hover:bg-rail-hover!'
const pressed = `${plain} aria-pressed:bg-on-rail! aria-pressed:text-rail!`

/** The call goes on while one is somewhere else. */
export function MiniPlayer({ seat, title }: { seat: SeatView; title: string }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const call = useKnownCalls(({ calls }) => (seat.callId ? calls[seat.callId] : undefined))
  const speaking = useSeat(({ isSpeaking }) => isSpeaking)
  const tiles = tilesOf(seat, call, viewer)
  const shown =
    tiles.find(({ kind, isOwn }) => kind === 'screen' && !isOwn) ??
    tiles.find(({ user, isOwn }) => !isOwn && speaking.has(user.id)) ??
    tiles.find(({ isOwn }) => !isOwn) ??
    tiles[0]
  const { isMuted, isCameraOn } = seat.own
  const goBack = () => {
    showPlace('stage')
    void navigate({ to: '/c/$conversationId', params: { conversationId: seat.conversationId } })
  }
  return (
    <Landmark
      role="region"
      label="Call"
      className="on-rail fixed end-4 bottom-24 z-(--z-panel) w-64 overflow-hidden rounded-md bg-rail text-on-rail shadow-dialog max-[600px]:bottom-36"
    >
      <div data-keymap-scope="call" className="flex flex-col">
        <div className="grid h-36 p-1.5 pb-0">{shown && <StageTile tile={shown} size="small" />}</div>
        <p className="flex items-baseline gap-2 px-3 pt-2 text-ui">
          <bdi className="min-w-0 flex-1 truncate font-[650]">{title}</bdi>
          {call && <Elapsed since={call.answeredAt ?? call.startedAt} />}
        </p>
        <div className="flex items-center gap-1 p-2">
          <IconButton
            label="Mute"
            aria-pressed={isMuted}
            onPress={toggleMute}
            icon={isMuted ? <MicOff {...icon} /> : <Mic {...icon} />}
            className={pressed}
          />
          <IconButton
            label="Camera"
            aria-pressed={isCameraOn}
            onPress={() => void toggleCamera()}
            icon={isCameraOn ? <Video {...icon} /> : <VideoOff {...icon} />}
            className={isCameraOn ? `${plain} aria-pressed:bg-transparent!` : 'bg-on-rail! text-rail!'}
          />
          <IconButton
            label="Back to the call"
            onPress={goBack}
            icon={<Maximize2 {...icon} />}
            className={plain}
          />
          <span className="flex-1" />
          <IconButton
            label="Leave the call"
            onPress={() => void leaveCall()}
            icon={<PhoneOff {...icon} />}
            className="bg-danger! text-on-danger! hover:opacity-90"
          />
        </div>
      </div>
    </Landmark>
  )
}
