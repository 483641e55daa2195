/** Rows that hold the place; nothing moves when the real ones come. */
export function SidebarLoading() {
  return (
    <div role="status" aria-label="Loading conversations" className="flex flex-col gap-2 px-2 pt-8">
      {[70, 45, 60, 35, 55].map((percent) => (
        <span key={percent} className="h-4 rounded-xs bg-subtle/70" style={{ inlineSize: `${percent}%` }} />
      ))}
    </div>
  )
}
