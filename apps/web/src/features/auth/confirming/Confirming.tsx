import { type ReactNode, useCallback, useState } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { ConfirmContext } from './use-confirmed.ts'

/** What is inside may ask its person to show that it is them, in one dialog. */
export function Confirming({ children }: { children: ReactNode }) {
  const [answer, setAnswer] = useState<(isConfirmed: boolean) => void>()
  const confirm = useCallback(() => new Promise<boolean>((resolve) => setAnswer(() => resolve)), [])
  const close = (isConfirmed: boolean) => {
    answer?.(isConfirmed)
    setAnswer(undefined)
  }
  return (
    <ConfirmContext value={confirm}>
      {children}
      {answer && <ConfirmDialog onClose={close} />}
    </ConfirmContext>
  )
}
