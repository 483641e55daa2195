/** Stands before the first message that is new. */
export function UnreadDivider() {
  return (
    <div className="flex h-7 items-center gap-3 ps-0 pe-4">
      <span role="separator" aria-label="New messages" className="h-[3px] grow rounded-e-full bg-you-line" />
      <span aria-hidden="true" className="text-meta font-[650] text-you-text">
        New
      </span>
    </div>
  )
}
