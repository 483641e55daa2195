import { Button } from '@chatterly/ui/Button'
import type { ReactNode } from 'react'
import { FormProblem } from './FormProblem.tsx'

type Props = {
  /** What is wrong with the whole, beside no field. */
  problem: string | undefined
  isPending: boolean
  isDisabled?: boolean
  onCancel: () => void
  /** What the form does, on its button. */
  children: ReactNode
}

/** How a form within a page ends. */
export function FormEnd({ problem, isPending, isDisabled = false, onCancel, children }: Props) {
  return (
    <>
      <FormProblem words={problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="action" isPending={isPending} isDisabled={isDisabled}>
          {children}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </>
  )
}
