import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { Keys } from './Keys.tsx'

type Props = {
  text: string
  shortcut?: string | undefined
  placement?: 'top' | 'end'
  children: ReactElement
}

/** Wraps one pressable or focusable element of react-aria-components. */
export function Tooltip({ text, shortcut, placement = 'top', children }: Props) {
  return (
    <TooltipTrigger delay={600} closeDelay={60}>
      {children}
      <AriaTooltip
        offset={6}
        placement={placement}
        className="z-(--z-toast) flex max-w-72 items-center gap-2 rounded-xs bg-rail px-2 py-1 text-meta text-on-rail shadow-popover transition-opacity duration-(--duration-fast) data-entering:opacity-0 data-exiting:opacity-0"
      >
        {text}
        {shortcut && <Keys keys={shortcut} tone="rail" />}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
