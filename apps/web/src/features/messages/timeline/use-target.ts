import { useEffect, useRef, useState } from 'react'

/** Milliseconds for which the message of a link is marked. */
export const TARGET_SHOWN_MS = 2_000

type Options = { target: number | undefined; goTo: (number: number) => Promise<void>; isReady: boolean }

/** The message a link led to, while it is marked; another link within the conversation moves the view there. */
export function useTarget({ target, goTo, isReady }: Options): number | undefined {
  const [shown, setShown] = useState<number>()
  const opened = useRef(target)

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another link moves the view
  useEffect(() => {
    if (!isReady || target === undefined) return
    setShown(target)
    if (opened.current !== target) {
      opened.current = target
      goTo(target).catch((error: unknown) => console.warn('The message could not be loaded.', error))
    }
    const timer = setTimeout(() => setShown(undefined), TARGET_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [target, isReady])

  return shown
}
