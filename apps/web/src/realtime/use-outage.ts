import { useEffect, useReducer } from 'react'
import type { ConnectionState } from '@chatterly/client/realtime/connection-state'
import { nextLookMs, type Outage, outageAt } from './outage.ts'

/** Looks again when time alone changes what is to be said. */
export function useOutage(connection: ConnectionState): Outage {
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const ms = nextLookMs(connection, Date.now())
    if (ms === null) return
    const timer = setTimeout(lookAgain, ms)
    return () => clearTimeout(timer)
  }, [connection, looks])
  return outageAt(connection, Date.now())
}
