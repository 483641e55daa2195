import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, type MenuProps } from 'react-aria-components/Menu'
import { Text } from 'react-aria-components/Text'
import { Keys } from './Keys.tsx'

/** What can be done with one thing, in a popover: arrows move, Enter does it, Escape closes. */
export function Menu<Item extends object>({ className: _own, ...props }: MenuProps<Item>) {
  return <AriaMenu {...props} className="min-w-52 p-1 outline-none" />
}

type MenuItemProps = {
  id: string
  label: string
  icon: ReactNode
  shortcut?: string | undefined
  /** It takes something away. */
  isDangerous?: boolean
}

export function MenuItem({ id, label, icon, shortcut, isDangerous = false }: MenuItemProps) {
  return (
    <AriaMenuItem
      id={id}
      textValue={label}
      className={`flex min-h-(--control) cursor-default items-center gap-2.5 rounded-sm px-2.5 text-ui outline-none data-focused:bg-hover ${isDangerous ? 'text-danger' : 'text-primary'}`}
    >
      <span aria-hidden="true" className={isDangerous ? '' : 'text-secondary'}>
        {icon}
      </span>
      <Text slot="label" className="flex-1">
        {label}
      </Text>
      {shortcut && (
        <span className="pointer-coarse:hidden" aria-hidden="true">
          <Keys keys={shortcut} />
        </span>
      )}
    </AriaMenuItem>
  )
}
