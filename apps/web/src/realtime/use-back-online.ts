import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useOutbox } from '../features/messages/outbox/OutboxProvider.tsx'
import type { Outage } from './outage.ts'

/** Milliseconds for which the good news is shown. */
const SHOWN_MS = 4_000
/** Milliseconds what was written may take to go out before the news is told without it. */
const SEND_WITHIN_MS = 5_000

/** After an outage that was spoken of: how many messages have gone out since. Null at all other times. */
export function useBackOnline(outage: Outage): { sent: number } | null {
  const outbox = useOutbox()
  const waiting = useSyncExternalStore(outbox.subscribe, outbox.waitingCount)
  const sentCount = useSyncExternalStore(outbox.subscribe, outbox.sentCount)
  const sentBefore = useRef<number | null>(null)
  const [back, setBack] = useState<{ sent: number } | null>(null)

  useEffect(() => {
    if (outage !== 'none') {
      sentBefore.current ??= sentCount
      return setBack(null)
    }
    if (sentBefore.current === null) return
    const before = sentBefore.current
    const tell = () => {
      sentBefore.current = null
      setBack({ sent: outbox.sentCount() - before })
    }
    if (waiting === 0) return tell()
    const timer = setTimeout(tell, SEND_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [outage, waiting, sentCount, outbox])

  useEffect(() => {
    if (back === null) return
    const timer = setTimeout(() => setBack(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [back])

  return back
}
