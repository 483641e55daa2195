import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button'
import { Tooltip } from './Tooltip.tsx'

type Props = Omit<ButtonProps, 'children' | 'aria-label' | 'className'> & {
  /** Its accessible name and its tooltip. */
  label: string
  /** Drawn in the tooltip, beside the name. */
  shortcut?: string | undefined
  icon: ReactNode
  className?: string
}

/** Looks of every square button with an icon. */
const iconButtonClass =
  'inline-flex size-(--control) shrink-0 items-center justify-center rounded-sm text-secondary cursor-default transition-colors duration-(--duration-fast) hover:bg-hover hover:text-primary data-pressed:bg-hover data-disabled:opacity-50 aria-pressed:bg-selected aria-pressed:text-primary aria-expanded:bg-hover'

export function IconButton({ label, shortcut, icon, className = '', ...props }: Props) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton {...props} aria-label={label} className={`${iconButtonClass} ${className}`}>
        {icon}
      </AriaButton>
    </Tooltip>
  )
}
