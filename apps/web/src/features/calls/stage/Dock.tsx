import { CALL_VIDEO_MAX, type CallView } from '@chatterly/protocol/calls/shapes'
import { Hand, Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video, VideoOff } from 'lucide-react'
import { Toolbar } from 'react-aria-components/Toolbar'
import { type CommandId, commandOf } from '../../../lib/keymap/commands.ts'
import { printKeys } from '../../../lib/keymap/keys.ts'
import { toggleCamera, toggleHand, toggleMute, toggleShare } from '../seat/acts.ts'
import { leaveCall } from '../seat/enter.ts'
import type { SeatView } from '../seat/seat-store.ts'
import { CallMenu } from './CallMenu.tsx'
import { DeviceMenu } from './DeviceMenu.tsx'
import { DockButton } from './DockButton.tsx'
import { EndForEverybody } from './EndForEverybody.tsx'

const icon = { size: 20, strokeWidth: 1.75, 'aria-hidden': true } as const
const keysOf = (id: CommandId) => printKeys(commandOf(id).keys[0] ?? '')
const canShare = () => 'getDisplayMedia' in navigator.mediaDevices

type Props = { seat: SeatView; call: CallView | undefined; isWaiting: boolean }

/** What one does in a call. Leaving stands at the end, apart. */
export function Dock({ seat, call, isWaiting }: Props) {
  const { isMuted, isCameraOn, isSharing, isHandUp } = seat.own
  const isCrowd = seat.peers.size + 1 > CALL_VIDEO_MAX
  return (
    <Toolbar aria-label="Call controls" className="flex shrink-0 flex-wrap items-center justify-center gap-2">
      <DockButton
        label="Mute"
        shortcut={keysOf('call.mute')}
        isOn={isMuted}
        look={isMuted ? 'off' : 'plain'}
        onPress={toggleMute}
        icon={isMuted ? <MicOff {...icon} /> : <Mic {...icon} />}
      />
      <DeviceMenu label="Microphone and speaker" kinds={['audioinput', 'audiooutput']} />
      <DockButton
        label="Camera"
        shortcut={keysOf('call.camera')}
        isOn={isCameraOn}
        look={isCameraOn ? 'plain' : 'off'}
        isDisabled={isCrowd && !isCameraOn}
        onPress={() => void toggleCamera()}
        icon={isCameraOn ? <Video {...icon} /> : <VideoOff {...icon} />}
      />
      <DeviceMenu label="Cameras" kinds={['videoinput']} />
      {!isWaiting && canShare() && (
        <DockButton
          label="Share screen"
          shortcut={keysOf('call.share')}
          isOn={isSharing}
          look={isSharing ? 'active' : 'plain'}
          onPress={() => void toggleShare()}
          icon={isSharing ? <MonitorX {...icon} /> : <MonitorUp {...icon} />}
        />
      )}
      {!isWaiting && (
        <DockButton
          label="Raise hand"
          shortcut={keysOf('call.hand')}
          isOn={isHandUp}
          look={isHandUp ? 'active' : 'plain'}
          onPress={toggleHand}
          icon={<Hand {...icon} />}
        />
      )}
      <CallMenu />
      <span className="ms-2 max-[600px]:ms-0">
        <DockButton
          label={isWaiting ? 'Cancel the call' : 'Leave the call'}
          look="leave"
          onPress={() => void leaveCall()}
          icon={<PhoneOff {...icon} />}
        />
      </span>
      {call && !isWaiting && <EndForEverybody call={call} />}
    </Toolbar>
  )
}
