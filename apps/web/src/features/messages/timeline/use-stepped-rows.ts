import { useLayoutEffect, useReducer, useRef } from 'react'
import type { Row } from './rows.ts'
import { stepRows } from './step-rows.ts'

/** The rows to draw now, and whether this is the render that puts some in front. */
export function useSteppedRows(wanted: Row[]) {
  const shown = useRef<Row[]>([])
  const [, goOn] = useReducer((count: number) => count + 1, 0)
  const step = stepRows(shown.current, wanted)
  useLayoutEffect(() => {
    shown.current = step.rows
    if (step.isPartial) goOn()
  }, [step])
  return step
}
