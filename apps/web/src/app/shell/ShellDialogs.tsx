import { lazy, Suspense } from 'react'
import { useCommand } from '../../lib/keymap.ts'
import { closeShellDialog, openShellDialog, useShellDialog } from './shell-dialogs.ts'

const Switcher = lazy(() => import('./Switcher.tsx').then(({ Switcher }) => ({ default: Switcher })))
const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet.tsx').then(({ ShortcutSheet }) => ({ default: ShortcutSheet })),
)

/** Loaded when first called for. */
export function ShellDialogs() {
  const { open } = useShellDialog()
  useCommand('switcher.open', () => (open === 'switcher' ? closeShellDialog() : openShellDialog('switcher')))
  useCommand('shortcuts.open', () =>
    open === 'shortcuts' ? closeShellDialog() : openShellDialog('shortcuts'),
  )
  useCommand('shortcuts.ask', () => openShellDialog('shortcuts'))
  return (
    <Suspense>
      {open === 'switcher' && <Switcher onClose={closeShellDialog} />}
      {open === 'shortcuts' && <ShortcutSheet onClose={closeShellDialog} />}
    </Suspense>
  )
}
