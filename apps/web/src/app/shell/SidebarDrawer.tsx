import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { closeShellDialog, useShellDialog } from './shell-dialogs.ts'
import { Sidebar } from './Sidebar.tsx'

/** The sidebar of middling screens: comes when called, goes when something was chosen. */
export function SidebarDrawer() {
  const isOpen = useShellDialog(({ open }) => open === 'drawer')
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const openedAt = useRef(path)
  useEffect(() => {
    if (openedAt.current !== path) closeShellDialog()
    openedAt.current = path
  }, [path])
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && closeShellDialog()}
      isDismissable
      data-keymap-modal=""
      className="fixed inset-0 z-(--z-dialog) bg-scrim transition-opacity duration-(--duration-base) data-entering:opacity-0 data-exiting:opacity-0"
    >
      <Modal className="h-full w-72 max-w-[85vw] border-e border-subtle shadow-dialog">
        <Dialog aria-label="Conversations" className="h-full outline-none">
          <Sidebar className="h-full w-full" />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
