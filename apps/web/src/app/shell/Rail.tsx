import { Avatar } from '@chatterly/ui/Avatar'
import { Landmark } from '@chatterly/ui/Landmark'
import { Tooltip } from '@chatterly/ui/Tooltip'
import { Link, type LinkProps } from '@tanstack/react-router'
import { CircleHelp, Compass, MessagesSquare, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Focusable } from 'react-aria-components/Tooltip'
import { commandOf } from '../../lib/keymap/commands.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { Mark } from '../../lib/Mark.tsx'
import { openShellDialog } from './shell-dialogs.ts'
import { useWhereSettingsAre, type WhereOneIs } from './use-where-settings-are.ts'

const item =
  'relative inline-flex size-10 items-center justify-center rounded-sm text-on-rail cursor-default hover:bg-rail-hover aria-[current=page]:bg-rail-selected'

export function Rail() {
  const viewer = useViewer()
  const whereSettingsAre = useWhereSettingsAre()
  return (
    <Landmark role="navigation" label="Main" className="on-rail w-14 shrink-0 bg-rail">
      <div className="flex h-full flex-col items-center gap-1 py-2">
        <div className="mb-2 flex h-9 items-center">
          <Mark on="rail" />
        </div>
        <RailLink to="/" label="Home" exact>
          <MessagesSquare size={20} strokeWidth={1.75} aria-hidden="true" />
        </RailLink>
        <RailLink to="/browse" label="Browse channels">
          <Compass size={20} strokeWidth={1.75} aria-hidden="true" />
        </RailLink>
        <RailButton label="Go to" shortcut={printKeys('Mod+K')} onPress={() => openShellDialog('switcher')}>
          <Search size={20} strokeWidth={1.75} aria-hidden="true" />
        </RailButton>
        <div className="flex-1" />
        <RailButton
          label="Keyboard shortcuts"
          shortcut={printKeys(commandOf('shortcuts.open').keys[0] ?? '')}
          onPress={() => openShellDialog('shortcuts')}
        >
          <CircleHelp size={20} strokeWidth={1.75} aria-hidden="true" />
        </RailButton>
        <RailLink to="/me" label={`You: ${viewer.displayName}`} current={whereSettingsAre}>
          <Avatar id={viewer.id} name={viewer.displayName} size={24} />
        </RailLink>
      </div>
    </Landmark>
  )
}

type RailLinkProps = {
  to: LinkProps['to']
  label: string
  exact?: boolean
  current?: WhereOneIs
  children: ReactNode
}

function RailLink({ to, label, exact = false, current = {}, children }: RailLinkProps) {
  return (
    <Tooltip text={label} placement="end">
      <Focusable>
        <Link to={to} role="link" activeOptions={{ exact }} aria-label={label} className={item} {...current}>
          {children}
        </Link>
      </Focusable>
    </Tooltip>
  )
}

type RailButtonProps = { label: string; shortcut: string; onPress: () => void; children: ReactNode }

function RailButton({ label, shortcut, onPress, children }: RailButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} placement="end">
      <Button aria-label={label} onPress={onPress} className={item}>
        {children}
      </Button>
    </Tooltip>
  )
}
