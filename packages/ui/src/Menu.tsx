import type { ReactElement, ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  type MenuItemProps,
} from 'react-aria-components/Menu'
import { Popover } from './Popover.tsx'

type Props = { label: string; trigger: ReactElement; children: ReactNode }

/** `trigger` is a button; `children` are `MenuItem`s. */
export function Menu({ label, trigger, children }: Props) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover>
        <AriaMenu aria-label={label} className="min-w-44 p-1 outline-none">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

export function MenuItem({ isDanger = false, ...props }: Omit<MenuItemProps, 'className'> & { isDanger?: boolean }) {
  return (
    <AriaMenuItem
      {...props}
      className={`flex min-h-(--control) cursor-default items-center gap-2 rounded-xs px-2 text-ui data-focused:bg-hover ${isDanger ? 'text-danger' : 'text-primary'}`}
    />
  )
}
