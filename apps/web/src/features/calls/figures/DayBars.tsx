import type { StageFigures } from '@chatterly/protocol/calls/connection'
import { barsOf, dayWords } from './figure-words.ts'

/** Thirty days as small bars, the latest at the end: how many tried, and how many of them failed. */
export function DayBars({ days }: { days: StageFigures['days'] }) {
  const bars = barsOf(days, new Date())
  return (
    <div role="img" aria-label={dayWords(days)} className="flex h-8 items-end gap-px">
      {bars.map(({ day, tried, failed }) => (
        <span key={day} className="flex h-full w-1 flex-col justify-end bg-sunken">
          <span className="bg-control/60" style={{ blockSize: `${tried - failed}%` }} />
          <span className="bg-danger" style={{ blockSize: `${failed}%` }} />
        </span>
      ))}
    </div>
  )
}
