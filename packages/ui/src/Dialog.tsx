import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from './IconButton.tsx'

type Props = {
  title: string
  isOpen: boolean
  onClose: () => void
  /** `top` stands high, where a list may grow below a field. */
  place?: 'centre' | 'top'
  /** Drawn or only spoken. */
  isTitleHidden?: boolean
  role?: 'dialog' | 'alertdialog'
  children: ReactNode
}

const places = { centre: 'items-center', top: 'items-start pt-[12dvh]' } as const

/** Modal. Escape and a click outside close it, and focus returns to where it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  place = 'centre',
  isTitleHidden = false,
  role = 'dialog',
  children,
}: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      data-keymap-modal=""
      className={`fixed inset-0 z-(--z-dialog) flex justify-center bg-scrim p-4 transition-opacity duration-(--duration-base) data-entering:opacity-0 data-exiting:opacity-0 ${places[place]}`}
    >
      <Modal className="flex max-h-[80dvh] w-full max-w-xl flex-col overflow-hidden rounded-md border border-subtle bg-raised shadow-dialog">
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          <div
            className={isTitleHidden ? 'sr-only' : 'flex items-center justify-between gap-4 ps-5 pe-3 pt-3'}
          >
            <Heading slot="title" className="text-title text-primary">
              {title}
            </Heading>
            {!isTitleHidden && <IconButton label="Close" icon={<X size={18} />} onPress={onClose} />}
          </div>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
