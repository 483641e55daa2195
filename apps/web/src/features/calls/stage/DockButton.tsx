import { Tooltip } from '@chatterly/ui/Tooltip'
import type { ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components/Button'

const looks = {
  plain: 'w-11 bg-rail-hover text-on-rail data-hovered:bg-rail-selected',
  /** Switched off what is usually on. */
  off: 'w-11 bg-on-rail text-rail',
  /** The others see it, and it should not be forgotten. */
  active: 'w-11 bg-rail-live text-rail data-hovered:opacity-90',
  leave: 'w-14 bg-danger text-on-danger data-hovered:opacity-90',
  /** The devices, which a phone shows among what is seldom changed. */
  narrow:
    'w-6 -ms-2.5 max-[600px]:hidden text-on-rail data-hovered:bg-rail-hover aria-expanded:bg-rail-hover',
  more: 'w-6 -ms-1.5 text-on-rail data-hovered:bg-rail-hover aria-expanded:bg-rail-hover',
} as const

type Props = Omit<ButtonProps, 'children' | 'className' | 'aria-label'> & {
  /** Its name, which does not change with what it does. */
  label: string
  shortcut?: string | undefined
  isOn?: boolean
  look?: keyof typeof looks
  icon: ReactNode
}

/** A button of a call. Its icon changes with its state, so that colour never says it alone. */
export function DockButton({ label, shortcut, isOn, look = 'plain', icon, ...props }: Props) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button
        {...props}
        aria-label={label}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
        className={`inline-flex h-11 shrink-0 cursor-default items-center justify-center rounded-full transition-colors duration-(--duration-fast) data-disabled:opacity-50 ${looks[look]}`}
      >
        {icon}
      </Button>
    </Tooltip>
  )
}
