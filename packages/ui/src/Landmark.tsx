import { type ReactNode, useRef } from 'react'
import { type AriaLandmarkRole, useLandmark } from 'react-aria/useLandmark'

type Props = { role: AriaLandmarkRole; label: string; className?: string; id?: string; children: ReactNode }

/** A region that F6 and Shift+F6 go through, and that screen readers list. */
export function Landmark({ role, label, className, id, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const { landmarkProps } = useLandmark({ role, 'aria-label': label }, ref)
  return (
    <div {...landmarkProps} ref={ref} id={id} className={`outline-none ${className ?? ''}`}>
      {children}
    </div>
  )
}
