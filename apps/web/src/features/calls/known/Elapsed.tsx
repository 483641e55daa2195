import { formatElapsed, useElapsedMs } from './elapsed.ts'

/** How long it has lasted. Not spoken: it changes every second. */
export function Elapsed({ since }: { since: string }) {
  const ms = useElapsedMs(since)
  return (
    <span role="timer" aria-live="off" className="tabular-nums">
      {formatElapsed(ms)}
    </span>
  )
}
