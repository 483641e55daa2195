import { useEffect, useEffectEvent, useRef, useState } from 'react'

/** Milliseconds for which the message of a link is marked. */
const TARGET_SHOWN_MS = 2_000

type Options = { target: number | undefined; goTo: (number: number) => Promise<void>; isReady: boolean }

/** The message a link led to, while it is marked; another link within the conversation moves the view there. */
export function useTarget({ target, goTo, isReady }: Options): number | undefined {
  const [shown, setShown] = useState<number>()
  const opened = useRef(target)

  const follow = useEffectEvent((number: number) => {
    if (opened.current === number) return
    opened.current = number
    goTo(number).catch((error: unknown) => console.warn('The message could not be loaded.', error))
  })

  useEffect(() => {
    if (!isReady || target === undefined) return
    setShown(target)
    follow(target)
    const timer = setTimeout(() => setShown(undefined), TARGET_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [target, isReady])

  return shown
}
