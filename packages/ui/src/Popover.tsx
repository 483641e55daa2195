import { Popover as AriaPopover, type PopoverProps } from 'react-aria-components/Popover'

/** Stands inside a trigger of react-aria-components (`DialogTrigger`, `MenuTrigger`, …). */
export function Popover({ className: _own, ...props }: PopoverProps) {
  return (
    <AriaPopover
      offset={6}
      {...props}
      className="z-(--z-popover) max-w-[min(24rem,calc(100vw-1rem))] rounded-md border border-subtle bg-raised text-primary shadow-popover transition-opacity duration-(--duration-fast) data-entering:opacity-0 data-exiting:opacity-0"
    />
  )
}
