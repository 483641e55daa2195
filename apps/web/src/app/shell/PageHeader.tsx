import { IconButton } from '@chatterly/ui/IconButton'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, PanelLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLayout } from '../../lib/layout.ts'
import { openShellDialog } from './shell-dialogs.ts'

/** The strip above every page: the way back on small screens, the sidebar on middling ones. */
export function PageHeader({ children }: { children: ReactNode }) {
  const layout = useLayout()
  return (
    <div className="flex h-13 shrink-0 items-center gap-2 border-b border-subtle ps-2 pe-2 min-[900px]:ps-4">
      {layout === 'stack' && (
        <Link
          to="/"
          aria-label="Back to the conversations"
          className="inline-flex size-(--control) shrink-0 items-center justify-center rounded-sm text-secondary"
        >
          <ChevronLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
        </Link>
      )}
      {layout === 'drawer' && (
        <IconButton
          label="Conversations"
          icon={<PanelLeft size={18} aria-hidden="true" className="rtl:-scale-x-100" />}
          onPress={() => openShellDialog('drawer')}
        />
      )}
      {children}
    </div>
  )
}
