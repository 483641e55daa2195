import { useEffect, useState } from 'react'
import { serverNowMs } from './known-calls.ts'

/** "04:12", with hours where there are some. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(seconds / 3600)
  return [...(hours > 0 ? [hours] : []), ...parts].join(':')
}

/** Milliseconds since then by the server's clock, drawn again every second. */
export function useElapsedMs(since: string): number {
  const [now, setNow] = useState(serverNowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNowMs()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now - Date.parse(since)
}
