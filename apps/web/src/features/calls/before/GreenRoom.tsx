import { Button } from '@chatterly/ui/Button'
import { Dialog } from '@chatterly/ui/Dialog'
import { Toggle } from '@chatterly/ui/Toggle'
import { Activity, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { changeCallPreferences, useCallPreferences } from '../media/preferences.ts'
import { playCue } from '../media/sounds.ts'
import { enterCall } from '../seat/enter.ts'
import { closeGreenRoom, type Entrance, openCheck } from '../seat/seat-store.ts'
import { problemWords } from '../stage/Advice.tsx'
import { DeviceChoices } from '../stage/DeviceMenu.tsx'
import { HideAddress } from '../stage/HideAddress.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import { Mirror } from './Mirror.tsx'
import { useMirror } from './use-mirror.ts'

/** A look at oneself before others look: the picture, the level, the devices. */
export function GreenRoom({ entrance }: { entrance: Entrance }) {
  const { client } = trpc.useUtils()
  const { id: viewerId } = useViewer()
  const joinsMuted = useCallPreferences((preferences) => preferences.joinsMuted)
  const [isCameraOn, setCameraOn] = useState(entrance.media === 'video')
  const mirror = useMirror(isCameraOn)
  const enter = () => {
    changeCallPreferences({ hasLookedAtSelf: true })
    closeGreenRoom()
    // The devices must be free before they are asked for again: some cameras serve one at a time.
    mirror.close()
    void enterCall({ ...entrance, client, viewerId, isCameraOn, isMuted: joinsMuted })
  }
  return (
    <Dialog title="Ready to call?" isOpen onClose={closeGreenRoom}>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-2 pb-5">
        <Mirror camera={mirror.camera} isWanted={isCameraOn} />
        {mirror.problems.camera && (
          <p role="alert" className="text-ui text-danger">
            {problemWords('camera', mirror.problems.camera)}
          </p>
        )}
        <LevelMeter level={mirror.level} isOpen={mirror.microphone !== null} />
        {mirror.problems.microphone && (
          <p role="alert" className="text-ui text-danger">
            {problemWords('microphone', mirror.problems.microphone)}
          </p>
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <DeviceChoices
            kinds={['audioinput', 'videoinput', 'audiooutput']}
            version={`${mirror.microphone?.id} ${mirror.camera?.id}`}
          />
          <Button onPress={() => playCue('people')} className="self-end">
            <Volume2 size={16} aria-hidden="true" />
            Test the speaker
          </Button>
        </div>
        <div className="flex flex-wrap gap-x-6">
          <Toggle label="Camera on" isSelected={isCameraOn} onChange={setCameraOn} />
          <Toggle
            label="Join muted"
            isSelected={joinsMuted}
            onChange={(muted) => changeCallPreferences({ joinsMuted: muted })}
          />
          <HideAddress />
          <Button
            look="plain"
            className="sm:ms-auto max-sm:-ms-2"
            onPress={() => openCheck({ wantsCamera: isCameraOn, thenEnter: entrance })}
          >
            <Activity size={16} aria-hidden="true" />
            Check my connection
          </Button>
        </div>
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-subtle px-5 py-3">
        <Button onPress={closeGreenRoom}>Not now</Button>
        <Button look="action" onPress={enter} autoFocus>
          {wordsFor(entrance, mirror.problems.microphone !== null)}
        </Button>
      </div>
    </Dialog>
  )
}

function wordsFor({ act }: Entrance, isDeaf: boolean): string {
  const verb = act.kind === 'start' ? 'Call' : 'Join'
  return isDeaf ? `${verb} without a microphone` : `${verb} now`
}
