import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

type Props = { label: string; onClose: () => void; children: ReactNode }

/** Modal, at the lower edge, within reach of a thumb. Mounted while it is open; a touch outside closes it. */
export function Sheet({ label, onClose, children }: Props) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      data-keymap-modal=""
      className="fixed inset-0 z-(--z-dialog) flex items-end justify-center bg-scrim transition-opacity duration-(--duration-base) data-entering:opacity-0 data-exiting:opacity-0"
    >
      <Modal className="flex max-h-[80dvh] w-full max-w-xl flex-col overflow-hidden rounded-t-md border-x border-t border-subtle bg-raised pb-[env(safe-area-inset-bottom)] shadow-dialog">
        <AriaDialog aria-label={label} className="flex min-h-0 flex-col outline-none">
          <span aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-subtle" />
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
