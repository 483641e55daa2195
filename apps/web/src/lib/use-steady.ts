import { useCallback, useLayoutEffect, useRef } from 'react'

/** One function for the life of the component that calls the newest `callback`; for events only, never while drawing. */
export function useSteady<Args extends unknown[], Answer>(
  callback: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const current = useRef(callback)
  useLayoutEffect(() => {
    current.current = callback
  })
  return useCallback((...args: Args) => current.current(...args), [])
}
