import { IconButton } from '@chatterly/ui/IconButton'
import type { ReactNode } from 'react'

type Props = { label: string; isOn?: boolean; icon: ReactNode; onPress: () => void }

/** A small button on the dark of the stage. */
export const StageButton = ({ label, isOn, icon, onPress }: Props) => (
  <IconButton
    label={label}
    {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
    icon={icon}
    onPress={onPress}
    className="text-on-rail! hover:bg-rail-hover! aria-pressed:bg-rail-selected! data-pressed:bg-rail-hover!"
  />
)
