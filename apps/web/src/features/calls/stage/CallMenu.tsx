import { Button } from '@chatterly/ui/Button'
import { Popover } from '@chatterly/ui/Popover'
import { Toggle } from '@chatterly/ui/Toggle'
import { EllipsisVertical } from 'lucide-react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { changeCallPreferences, cues, useCallPreferences } from '../media/preferences.ts'
import { setTakesPictures } from '../seat/acts.ts'
import { openCheck, useSeat } from '../seat/seat-store.ts'
import { ConnectionDetails } from './ConnectionDetails.tsx'
import { DeviceChoices } from './DeviceMenu.tsx'
import { DockButton } from './DockButton.tsx'
import { HideAddress } from './HideAddress.tsx'

const cueNames = {
  ring: 'Somebody calls',
  waiting: 'Waiting for an answer',
  people: 'Somebody comes or leaves',
  connection: 'The connection breaks or returns',
} as const

/** What is seldom changed: pictures or voices only, the sounds, and how the connection is. */
export function CallMenu() {
  const { isCueOn } = useCallPreferences()
  const takesPictures = useSeat(({ seat }) => seat?.takesPictures ?? true)
  return (
    <DialogTrigger>
      <DockButton
        label="More about the call"
        icon={<EllipsisVertical size={20} strokeWidth={1.75} aria-hidden="true" />}
      />
      <Popover placement="top end">
        <Dialog
          aria-label="More about the call"
          className="flex max-h-[70dvh] w-72 flex-col gap-1 overflow-y-auto p-4 outline-none"
        >
          <div className="mb-2 flex flex-col gap-3 min-[600px]:hidden">
            <DeviceChoices kinds={['audioinput', 'videoinput', 'audiooutput']} />
          </div>
          <Toggle
            label="Voices only"
            isSelected={!takesPictures}
            onChange={(only) => setTakesPictures(!only)}
          />
          <HideAddress isInCall />
          <h3 className="mt-3 text-meta font-[550] text-secondary">Sounds</h3>
          {cues.map((cue) => (
            <Toggle
              key={cue}
              label={cueNames[cue]}
              isSelected={isCueOn[cue]}
              onChange={(on) => changeCallPreferences({ isCueOn: { ...isCueOn, [cue]: on } })}
            />
          ))}
          <ConnectionDetails />
          <Button
            slot="close"
            className="mt-3"
            onPress={() => openCheck({ wantsCamera: useSeat.getState().seat?.own.isCameraOn === true })}
          >
            Check my connection
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
