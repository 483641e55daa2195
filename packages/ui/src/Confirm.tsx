import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

type Props = {
  title: string
  /** What will happen. */
  says: string
  action: string
  isPending?: boolean
  error?: string | undefined
  onConfirm: () => void
  onClose: () => void
}

/** Asks before what cannot be undone. Mounted while it asks. */
export function Confirm({ title, says, action, isPending = false, error, onConfirm, onClose }: Props) {
  return (
    <Dialog title={title} isOpen onClose={onClose} role="alertdialog">
      <div className="flex flex-col gap-5 px-5 pt-1 pb-5">
        <p className="text-message text-secondary">{says}</p>
        {error && (
          <p role="alert" className="text-ui text-danger">
            {error}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onPress={onClose} autoFocus>
            Cancel
          </Button>
          <Button look="danger" isPending={isPending} onPress={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
