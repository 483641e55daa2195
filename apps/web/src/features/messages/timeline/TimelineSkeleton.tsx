/** Widths of lines, in per cent: as uneven as people write. */
const LINES = [62, 38, 71, 24, 55, 44] as const

/** In the place of messages that are being read. */
export function TimelineSkeleton({ label }: { label: string }) {
  return (
    <div
      role="log"
      aria-label={label}
      aria-busy="true"
      className="flex min-h-0 grow flex-col justify-end gap-4 overflow-hidden px-4 pb-4"
    >
      {LINES.map((width) => (
        <div key={width} className="flex gap-3 opacity-60" aria-hidden="true">
          <span className="size-9 shrink-0 rounded-full bg-sunken" />
          <span className="flex grow flex-col gap-2 pt-1">
            <span className="h-3 w-28 rounded-xs bg-sunken" />
            <span className="h-3 rounded-xs bg-sunken" style={{ inlineSize: `${width}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}
