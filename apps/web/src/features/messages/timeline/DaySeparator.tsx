import { formatDayName } from '../../../lib/format.ts'

/** Between two days, in the flow of the messages. */
export function DaySeparator({ at }: { at: number }) {
  return (
    <div className="flex h-12 items-center gap-3 px-4">
      <span className="h-px grow bg-subtle" />
      <h3 className="text-meta font-[550] text-secondary">{formatDayName(new Date(at))}</h3>
      <span className="h-px grow bg-subtle" />
    </div>
  )
}

/** The day of what stands at the top, above the messages and out of their flow. */
export function DayPill({ at }: { at: number | null }) {
  const day = at === null ? '' : formatDayName(new Date(at))
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 top-2 z-(--z-sticky) flex justify-center"
    >
      {day !== '' && (
        // Another day is another pill: one that changed its width would count as moving.
        <span
          key={day}
          className="rounded-full border border-subtle bg-raised px-3 py-0.5 text-meta font-[550] text-secondary shadow-popover"
        >
          {day}
        </span>
      )}
    </div>
  )
}
