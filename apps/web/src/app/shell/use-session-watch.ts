import { useEffect } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { useRealtimeStatus } from '../../realtime/realtime-status.ts'

/** Milliseconds between two looks while the live connection is down. */
const LOOK_MS = 15_000

/**
 * A browser does not tell why a socket was refused. While the live connection is down it may be that the session has
 * ended (signed out in another tab, or on the server), so that is asked; no answer changes nothing.
 */
export function useSessionWatch() {
  const { auth } = trpc.useUtils()
  const isDown = useRealtimeStatus(({ connection }) => connection.status === 'offline')
  useEffect(() => {
    if (!isDown) return
    const look = () => void auth.me.refetch()
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [auth, isDown])
}
