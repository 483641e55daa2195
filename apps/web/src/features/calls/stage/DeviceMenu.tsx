import { Select } from '@chatterly/ui/Select'
import { Popover } from '@chatterly/ui/Popover'
import { ChevronUp } from 'lucide-react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { useDevices } from '../media/devices.ts'
import { type Kind, useCallPreferences } from '../media/preferences.ts'
import { switchDevice } from '../seat/acts.ts'
import { DockButton } from './DockButton.tsx'

const names = { audioinput: 'Microphone', videoinput: 'Camera', audiooutput: 'Speaker' } satisfies Record<
  Kind,
  string
>

/** Lists what is plugged in, live; choosing changes nothing but the device. */
export function DeviceMenu({ label, kinds }: { label: string; kinds: Kind[] }) {
  return (
    <DialogTrigger>
      <DockButton
        label={label}
        look="narrow"
        icon={<ChevronUp size={14} strokeWidth={2.25} aria-hidden="true" />}
      />
      <Popover placement="top">
        <Dialog aria-label={label} className="flex w-72 flex-col gap-3 p-4 outline-none">
          <DeviceChoices kinds={kinds} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

export function DeviceChoices({ kinds, version }: { kinds: Kind[]; version?: unknown }) {
  const devices = useDevices(version)
  const chosen = useCallPreferences((preferences) => preferences.devices)
  return kinds.map((kind) => (
    <Select
      key={kind}
      label={names[kind]}
      options={devices[kind].map(({ deviceId, label }) => ({ value: deviceId, label: label || names[kind] }))}
      value={chosen[kind] ?? devices[kind][0]?.deviceId ?? ''}
      onChange={(deviceId) => void switchDevice(kind, deviceId)}
      empty="None found"
    />
  ))
}
